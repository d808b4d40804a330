package io.evoforge.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command as a process of its own, with an environment that holds what it is given and nothing else. Everything that
 * it prints, logs or leaves in a temporary file is below one directory.
 */
final class EvoforgeProcess {
    private static final long LIMIT_SECONDS = 600;

    /** As the start scripts, so that the runtime warns of no library. */
    private static final List<String> WITHOUT_WARNINGS = Runtime.version().feature() < 24
            ? List.of()
            : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Path directory;
    private final Map<String, String> environment;
    private final List<String> wrapper;

    /** How a command ended. */
    record Run(int code, String out, String error) {
        /** The end of the error output, for the message of a failed test. */
        String complaint() {
            return error.substring(Math.max(0, error.length() - 2000));
        }
    }

    /** Commands in {@code directory} that see {@code environment}. */
    EvoforgeProcess(Path directory, Map<String, String> environment) throws IOException {
        this(directory, environment, List.of());
    }

    /** The same, started by {@code wrapper}: a program that runs what follows its own arguments. */
    EvoforgeProcess(Path directory, Map<String, String> environment, List<String> wrapper) throws IOException {
        this.directory = directory;
        this.wrapper = List.copyOf(wrapper);
        this.environment = new LinkedHashMap<>(environment);
        this.environment.putIfAbsent("PATH", System.getenv("PATH"));
        this.environment.put("HOME", directory.toString());
        this.environment.put("TMPDIR", temporary().toString());
    }

    /** The program and the arguments that start the command. */
    List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary()));
        command.addAll(WITHOUT_WARNINGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.evoforge.app.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Prepares a process; nobody has started it yet. */
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a command to its end, with {@code input} in the pipe. */
    Run run(String input, String... arguments) throws IOException, InterruptedException {
        return run(input, process -> {}, arguments);
    }

    /** As {@link #run(String, String...)}, and lets {@code watcher} look every now and then while the process lives. */
    Run run(String input, Watcher watcher, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path error = Files.createTempFile(directory, "error", ".txt");
        Process process = builder(command(arguments))
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended without reading everything, and says why.
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            watcher.look(process.toHandle());
            if (System.nanoTime() > deadline) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + Files.readString(error));
            }
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(directory.resolve("tmp"));
    }

    /** Sees a process while it runs. */
    @FunctionalInterface
    interface Watcher {
        void look(ProcessHandle process);
    }
}
