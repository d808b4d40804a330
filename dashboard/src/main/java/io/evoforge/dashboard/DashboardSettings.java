package io.evoforge.dashboard;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the dashboard is served.
 *
 * @param address to listen on; only this machine's own unless {@code remote}
 * @param port to listen on, or 0 for a free one
 * @param remote whether {@code address} may be one that others reach
 * @param hosts names by which it may be reached besides this machine's own, such as of a proxy; without a port
 * @param referencePsnrDb PSNR-Y in dB at which one bitrate is read off a curve
 * @param branch where commits go
 * @param webUrl the repository's page, below which commits have theirs, or null if the host has none
 * @param files paths that a version writes in the repository
 * @param budgetMicrodollars what the run may spend, in millionths of a US dollar, or null for no limit
 */
public record DashboardSettings(
        String address,
        int port,
        boolean remote,
        List<String> hosts,
        double referencePsnrDb,
        String branch,
        @Nullable URI webUrl,
        List<String> files,
        @Nullable Long budgetMicrodollars) {
    /** On this machine only, on a free port. */
    public static final DashboardSettings DEFAULT =
            new DashboardSettings("127.0.0.1", 0, false, List.of(), 36, "main", null, List.of(), null);

    public DashboardSettings {
        hosts = List.copyOf(hosts);
        files = List.copyOf(files);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535 but was " + port);
        }
        if (!remote && !isLoopback(address)) {
            throw new IllegalArgumentException("the dashboard listens on this machine only, but its address was '"
                    + address + "'; use 127.0.0.1, or allow others to reach it, behind a proxy that encrypts");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "the dashboard's address '" + address + "' is not known here; use 127.0.0.1", e);
        }
    }

    /** Values that a {@code Host} header may have when the dashboard listens on {@code actualPort}. */
    Set<String> hostHeaders(int actualPort) {
        Set<String> headers = new TreeSet<>();
        for (String own : List.of("127.0.0.1", "localhost", "[::1]")) {
            headers.add(own + ":" + actualPort);
        }
        for (String host : hosts) {
            String name = host.toLowerCase(Locale.ROOT);
            headers.add(name);
            headers.add(name + ":" + actualPort);
        }
        return headers;
    }

    /** These settings on another port. */
    public DashboardSettings withPort(int value) {
        return listeningOn(address, value, remote);
    }

    /**
     * These settings on another address and port.
     *
     * @throws IllegalArgumentException if others could reach the address and {@code others} does not allow that
     */
    public DashboardSettings listeningOn(String where, int value, boolean others) {
        return new DashboardSettings(
                where, value, others, hosts, referencePsnrDb, branch, webUrl, files, budgetMicrodollars);
    }
}
