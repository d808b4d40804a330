package io.evoforge.vcs.credentials;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a credential command, bounded in time and output, after which no process of it is left. */
final class HelperProcess {
    private static final int MAX_OUTPUT_BYTES = 65_536;

    private final CommandSettings settings;

    HelperProcess(CommandSettings settings) {
        this.settings = settings;
    }

    /** Runs the command with {@code get} and gives what it wrote. */
    String get(String question) {
        long end = System.nanoTime() + settings.deadline().toNanos();
        Process process = start();
        try {
            CompletableFuture<byte[]> output = readInBackground(process.getInputStream());
            write(process, question);
            byte[] bytes = output.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (bytes.length > MAX_OUTPUT_BYTES) {
                throw new CredentialException(
                        Reason.MALFORMED,
                        name() + " wrote more than " + MAX_OUTPUT_BYTES + " bytes. " + tryItByHand(settings));
            }
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new CredentialException(
                        Reason.UNAVAILABLE,
                        name() + " failed with exit code " + process.exitValue() + ". " + tryItByHand(settings));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new CredentialException(
                    Reason.UNAVAILABLE,
                    name() + " did not answer within " + settings.deadline().toMillis() + " ms and was stopped. "
                            + tryItByHand(settings));
        } catch (ExecutionException e) {
            throw new CredentialException(
                    Reason.UNAVAILABLE, "The answer of " + name() + " could not be read. " + tryItByHand(settings));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException(
                    Reason.UNAVAILABLE, name() + " was interrupted before it answered. Try again.", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What a person does to see why the command fails. Its arguments are left out, because they may hold a secret. */
    static String tryItByHand(CommandSettings settings) {
        return "Try by hand what it answers: printf 'protocol=https\\nhost=github.com\\n\\n' | "
                + settings.command().get(0) + (settings.command().size() > 1 ? " (its arguments)" : "") + " get";
    }

    private Process start() {
        List<String> command = new ArrayList<>(settings.command());
        command.add("get");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(settings.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CredentialException(
                    Reason.MISSING,
                    name()
                            + " could not be started. Write its full path into the configuration, and make it executable.",
                    e);
        }
    }

    private static void write(Process process, String question) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(question.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading the question, as a command that needs none may; its exit code and answer tell.
        }
    }

    // A reader of its own, because a read of a pipe cannot be given a deadline. It ends when the process is gone.
    private static CompletableFuture<byte[]> readInBackground(InputStream stdout) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        output.complete(stdout.readNBytes(MAX_OUTPUT_BYTES + 1));
                    } catch (IOException e) {
                        output.completeExceptionally(e);
                    }
                },
                "credential-command-output");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private String name() {
        return "The credential command '" + settings.command().get(0) + "'";
    }
}
