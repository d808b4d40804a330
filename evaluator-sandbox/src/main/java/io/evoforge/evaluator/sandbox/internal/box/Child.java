package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.internal.OneLine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process with next to no environment that answers requests on its standard streams. Every exchange has a deadline
 * that covers writing, waiting and reading; a child that misses it is killed with everything it started.
 */
final class Child implements AutoCloseable {
    private static final int EXIT_OUT_OF_MEMORY = 3;

    /**
     * How a process ends by SIGHUP, SIGINT, SIGKILL and SIGTERM. A terminal sends its Ctrl-C to every process of ours, and
     * no Java candidate can end its own process, so there this never is the candidate's doing.
     */
    private static final Set<Integer> EXITS_BY_SIGNAL = Set.of(129, 130, 137, 143);

    private static final int ERROR_OUTPUT_KEPT = 4_096;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration MEMORY_LOOKED_AT = Duration.ofMillis(50);
    private static final long MEGABYTE = 1L << 20;
    private static final ScheduledExecutorService DEADLINES = deadlines();

    /**
     * Starts every child. Children are told to die with the thread that started them, so it has to be one that lives as
     * long as this process.
     */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "box-starter");
        thread.setDaemon(true);
        return thread;
    });

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final StringBuilder errorOutput = new StringBuilder();
    private final Thread errorReader;
    private List<ProcessHandle> tree = List.of();
    private final int mostMegabytes;
    private final boolean java;
    private volatile boolean late;
    private volatile boolean exhausted;
    private volatile boolean ended;

    private Child(Process process, int mostMegabytes, boolean java) {
        this.process = process;
        this.mostMegabytes = mostMegabytes;
        this.java = java;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.errorReader = new Thread(this::drainErrors, "box-errors-" + process.pid());
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /**
     * Starts a command whose memory the system limits.
     *
     * @throws EvaluatorException if it cannot be started
     */
    static Child start(List<String> command) {
        return start(command, Integer.MAX_VALUE);
    }

    /**
     * Starts a command.
     *
     * @param mostMegabytes of memory in use, beyond which it is killed; looked at every now and then during exchanges,
     *     and only where the system has {@code /proc}
     * @throws EvaluatorException if it cannot be started
     */
    static Child start(List<String> command, int mostMegabytes) {
        return start(command, mostMegabytes, true);
    }

    /**
     * Starts a command that is no Java runtime, and may start further processes.
     *
     * @param mostMegabytes as above, for all of them together
     * @throws EvaluatorException if it cannot be started
     */
    static Child startCommand(List<String> command, int mostMegabytes) {
        return start(command, mostMegabytes, false);
    }

    private static Child start(List<String> command, int mostMegabytes, boolean java) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(Wrapper.ENVIRONMENT);
        try {
            return new Child(
                    CompletableFuture.supplyAsync(() -> start(builder), STARTER).join(), mostMegabytes, java);
        } catch (CompletionException e) {
            String cause = OneLine.of(String.valueOf(e.getMessage()));
            boolean resources = cause.contains("error=11") || cause.contains("error=12") || cause.contains("error=24");
            throw new EvaluatorException(
                    resources ? EvaluatorException.Reason.RESOURCES : EvaluatorException.Reason.BOX_UNAVAILABLE,
                    "Cannot start the box: '" + cause + "'. Check that '" + command.get(0)
                            + "' exists and that the machine has free memory and processes.",
                    e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** What one exchange does with the child's streams. */
    @FunctionalInterface
    interface Exchange<T> {
        T over(DataInputStream in, DataOutputStream out) throws IOException, ChildFailure;
    }

    /**
     * Talks to the child.
     *
     * @param limit after which the child is killed
     * @throws ChildFailure if it did not answer properly; it is of no further use
     */
    <T> T exchange(Duration limit, Exchange<T> exchange) throws ChildFailure {
        Future<?> deadline = DEADLINES.schedule(
                () -> {
                    late = true;
                    kill();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        Future<?> watch = watchMemory();
        try {
            return exchange.over(in, out);
        } catch (IOException e) {
            throw failure();
        } catch (ChildFailure e) {
            kill();
            throw late || exhausted ? failure() : e;
        } finally {
            deadline.cancel(false);
            watch.cancel(false);
        }
    }

    /** For a machine without limits of its own: a candidate can take memory beside its heap, as compressors do. */
    private Future<?> watchMemory() {
        if (mostMegabytes == Integer.MAX_VALUE) {
            return CompletableFuture.completedFuture(true);
        }
        return DEADLINES.scheduleWithFixedDelay(
                () -> {
                    long bytes = (java ? tree() : treeNow())
                            .stream().mapToLong(ResidentMemory::bytes).sum();
                    if (bytes > mostMegabytes * MEGABYTE) {
                        exhausted = true;
                        kill();
                    }
                },
                MEMORY_LOOKED_AT.toMillis(),
                MEMORY_LOOKED_AT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Time on the processor so far, of the child and what it had started when this was first asked; empty where the
     * system does not tell.
     */
    Optional<Duration> processorTime() {
        return tree().stream()
                .map(handle -> handle.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration::plus);
    }

    private synchronized List<ProcessHandle> tree() {
        if (tree.isEmpty()) {
            // Looked up once: finding a process's descendants means reading about every process of the machine.
            tree = treeNow();
        }
        return tree;
    }

    private List<ProcessHandle> treeNow() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return Stream.concat(Stream.of(process.toHandle()), descendants).toList();
        }
    }

    /** Waits for the end of a child that has closed its output; the deadline of the exchange covers this too. */
    void requireSuccess() throws ChildFailure {
        try {
            if (process.waitFor() != 0) {
                throw failure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailure(ChildFailure.Kind.KILLED, "was ended by us");
        }
    }

    /** Whether it can be talked to. */
    boolean isAlive() {
        return !ended && process.isAlive();
    }

    /** The end of what the child wrote to its standard error, in one line. */
    String errors() {
        synchronized (errorOutput) {
            return OneLine.of(errorOutput.toString());
        }
    }

    /** The end of what a child that has ended wrote to its standard error, with all of its last words. */
    String errorsAtEnd() {
        try {
            errorReader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (errorOutput) {
            return errorOutput.toString();
        }
    }

    /** Kills the child with everything it started. */
    @Override
    public void close() {
        kill();
    }

    private void kill() {
        ended = true;
        // Listed before the child goes: orphans belong to nobody we could ask.
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> handles = descendants.toList();
            process.destroyForcibly();
            handles.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Why the streams broke. */
    private ChildFailure failure() {
        if (late) {
            return new ChildFailure(ChildFailure.Kind.TIMEOUT, "took too long");
        }
        if (exhausted) {
            return new ChildFailure(ChildFailure.Kind.MEMORY, "ran out of memory");
        }
        if (ended) {
            return new ChildFailure(ChildFailure.Kind.KILLED, "was ended by us");
        }
        int exitCode;
        try {
            // A child that closed its output but goes on running is not talking to us any more either.
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                kill();
                return new ChildFailure(ChildFailure.Kind.REPORTED, "closed its output");
            }
            exitCode = process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            return new ChildFailure(ChildFailure.Kind.KILLED, "was ended by us");
        }
        if (java && exitCode == EXIT_OUT_OF_MEMORY) {
            return new ChildFailure(ChildFailure.Kind.MEMORY, "ran out of memory");
        }
        if (EXITS_BY_SIGNAL.contains(exitCode)) {
            return new ChildFailure(ChildFailure.Kind.KILLED, "was ended from outside");
        }
        return ChildFailure.exited(exitCode);
    }

    private void drainErrors() {
        byte[] buffer = new byte[1_024];
        try (InputStream errors = process.getErrorStream()) {
            for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
                synchronized (errorOutput) {
                    errorOutput.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    int surplus = errorOutput.length() - ERROR_OUTPUT_KEPT;
                    if (surplus > 0) {
                        errorOutput.delete(0, surplus);
                    }
                }
            }
        } catch (IOException e) {
            // The process has ended; what it wrote is kept.
            return;
        }
    }

    private static ScheduledExecutorService deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "box-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return Executors.unconfigurableScheduledExecutorService(executor);
    }
}
