package io.evoforge.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of others that serves on a port of its choice and prints the address. */
public final class ListeningProgram implements AutoCloseable {
    private final Process process;
    private final URI address;

    private ListeningProgram(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the program and waits until it listens.
     *
     * @param listening what it prints then; the first group is the address
     * @throws IllegalStateException if it ends before
     */
    public static ListeningProgram start(ProcessBuilder builder, Pattern listening) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher found = listening.matcher(line);
                if (found.find()) {
                    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "program-output");
                    drain.setDaemon(true);
                    drain.start();
                    return new ListeningProgram(process, URI.create(found.group(1)));
                }
            }
            throw new IllegalStateException(builder.command().get(0) + " ended before it listened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves. */
    public URI address() {
        return address;
    }

    /** Ends it, with what it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
