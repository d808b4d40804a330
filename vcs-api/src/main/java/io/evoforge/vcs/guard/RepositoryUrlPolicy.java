package io.evoforge.vcs.guard;

import io.evoforge.core.credentials.RepositoryUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories may be talked to. The token goes there, so the host is never left to chance.
 *
 * @param hosts hosts in lower case, each alone for the scheme's usual port or with {@code :port}
 * @param loopbackAllowed whether this machine may be the host, by any port, also over plain HTTP
 * @param filesAllowed whether the repository may be a directory of this machine
 */
public record RepositoryUrlPolicy(Set<String> hosts, boolean loopbackAllowed, boolean filesAllowed) {
    /** github.com only. */
    public static final RepositoryUrlPolicy GITHUB = new RepositoryUrlPolicy(Set.of("github.com"), false, false);

    private static final Pattern GITHUB_PATH = Pattern.compile(
            "/[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?/(?!(?:\\.{1,2})?(?:\\.git)?$)[A-Za-z0-9._-]{1,100}");
    private static final Pattern PLAIN_PATH =
            Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9_~][A-Za-z0-9._~-]{0,100}){1,10}");

    public RepositoryUrlPolicy {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same with these hosts instead. */
    public RepositoryUrlPolicy withHosts(Set<String> value) {
        return new RepositoryUrlPolicy(value, loopbackAllowed, filesAllowed);
    }

    /** The same with this machine as a host, or without. */
    public RepositoryUrlPolicy withLoopback(boolean value) {
        return new RepositoryUrlPolicy(hosts, value, filesAllowed);
    }

    /** The same with directories of this machine, or without. */
    public RepositoryUrlPolicy withFiles(boolean value) {
        return new RepositoryUrlPolicy(hosts, loopbackAllowed, value);
    }

    /** Why {@code url} may not be used and what to write instead; empty if it may. */
    public Optional<String> faultOf(RepositoryUrl url) {
        URI uri = url.uri();
        String fault = switch (url.scheme()) {
            case "file" -> filesAllowed ? null : "repositories in files are not allowed; use https";
            case "http" ->
                url.isLoopback() && loopbackAllowed ? pathFault(uri) : "http sends the token in the clear; use https";
            case "ssh" -> sshFault(url);
            default -> hostFault(url);
        };
        return fault == null
                ? Optional.empty()
                : Optional.of("the repository '" + url.redacted() + "' may not be used: " + fault);
    }

    private @Nullable String sshFault(RepositoryUrl url) {
        String user = url.uri().getRawUserInfo();
        return user == null || user.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
                ? hostFault(url)
                : "its user name is not a plain one; write it as ssh://git@github.com/owner/name.git";
    }

    private @Nullable String hostFault(RepositoryUrl url) {
        URI uri = url.uri();
        if (loopbackAllowed && url.isLoopback()) {
            return pathFault(uri);
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String origin = uri.getPort() == -1 ? host : host + ":" + uri.getPort();
        if (!hosts.contains(origin)) {
            return "host '" + origin + "' is not among the allowed ones ("
                    + hosts.stream().sorted().collect(Collectors.joining(", ")) + "); add it to them";
        }
        return pathFault(uri);
    }

    private static @Nullable String pathFault(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if ("github.com".equalsIgnoreCase(uri.getHost())) {
            return GITHUB_PATH.matcher(path).matches()
                    ? null
                    : "its path is not an owner and a name; write it as https://github.com/owner/name.git";
        }
        return PLAIN_PATH.matcher(path).matches()
                ? null
                : "its path is not made of plain names; write it as https://host/owner/name.git";
    }
}
