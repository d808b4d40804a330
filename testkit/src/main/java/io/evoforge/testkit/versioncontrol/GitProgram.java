package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.FileContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the real {@code git} program in one directory, with no configuration but that directory's own. */
public final class GitProgram {
    private static final long LIMIT_SECONDS = 120;

    private final Path directory;
    private final Map<String, String> variables;

    /** The program as it behaves in {@code directory}. */
    public GitProgram(Path directory) {
        this(directory, Map.of());
    }

    private GitProgram(Path directory, Map<String, String> variables) {
        this.directory = directory;
        this.variables = variables;
    }

    /** The program with one more variable in its environment. */
    public GitProgram withVariable(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new GitProgram(directory, Map.copyOf(more));
    }

    /** Whether there is a {@code git} on the path. */
    public static boolean isInstalled() {
        try {
            Process process = new ProcessBuilder("git", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The environment that keeps git from reading the configuration of the user and the system. */
    public static Map<String, String> environment() {
        return Map.of(
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_AUTHOR_NAME", "Somebody Else",
                "GIT_AUTHOR_EMAIL", "somebody@example.org",
                "GIT_COMMITTER_NAME", "Somebody Else",
                "GIT_COMMITTER_EMAIL", "somebody@example.org",
                "LC_ALL", "C");
    }

    /** What the command prints, without the line end. Fails with its words if it does not exit with 0. */
    public String run(String... arguments) {
        return new String(bytes(new byte[0], arguments), StandardCharsets.UTF_8).stripTrailing();
    }

    /** As {@link #run}, with {@code input} on its standard input. */
    public String runWithInput(byte[] input, String... arguments) {
        return new String(bytes(input, arguments), StandardCharsets.UTF_8).stripTrailing();
    }

    /** What the command prints, as it is. */
    public byte[] bytes(byte[] input, String... arguments) {
        Result result = execute(input, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " in " + directory + " ended with "
                    + result.exitCode() + ":\n" + result.errors());
        }
        return result.output().toByteArray();
    }

    /** Whether the command exits with 0. */
    public boolean succeeds(String... arguments) {
        return execute(new byte[0], arguments).exitCode() == 0;
    }

    /** What a command did. */
    private record Result(int exitCode, FileContent output, String errors) {}

    private Result execute(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment());
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            Thread drain = new Thread(
                    () -> {
                        try {
                            process.getErrorStream().transferTo(errors);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    "git-errors");
            drain.setDaemon(true);
            drain.start();
            process.getOutputStream().write(input);
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("git " + String.join(" ", arguments) + " did not end");
            }
            drain.join();
            return new Result(process.exitValue(), FileContent.of(output), errors.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("git " + String.join(" ", arguments), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while git was running", e);
        }
    }
}
