package io.evoforge.benchmarks;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.Concurrency;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.RunProgress;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the engine itself costs, with a model and an evaluator that cost nothing: processor time per candidate as the run
 * grows, disk, time to take a run up again; and how many candidates a minute it gets through with slow ones.
 */
final class EngineTopic implements Topic {
    private static final int CANDIDATES = 1000;
    private static final int WINDOW = 100;

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String description() {
        return "overhead of the engine for candidates of 10 KB, and throughput with a slow model and evaluator";
    }

    @Override
    public void run(PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("evoforge-engine-benchmark");
        try {
            out.println("a first run only warms the virtual machine up");
            run(
                    directory.resolve("warm-up"),
                    1,
                    new StubEvaluator(Duration.ZERO),
                    Duration.ZERO,
                    CANDIDATES,
                    EngineListener.NONE);
            overhead(directory.resolve("overhead"), out);
            throughput(directory.resolve("throughput"), out);
        } finally {
            Directories.delete(directory);
        }
    }

    private static void overhead(Path state, PrintStream out) throws IOException {
        CodecEvaluator evaluator = new StubEvaluator(Duration.ZERO);
        ProcessorTimes times = new ProcessorTimes();
        run(state, 1, evaluator, Duration.ZERO, CANDIDATES, times);
        out.println(
                "candidates stored | engine's processor time per candidate | whole process, stubs and JIT included");
        for (int end = WINDOW; end <= CANDIDATES; end += WINDOW) {
            out.printf(
                    "%17d | %37.2f ms | %.2f ms%n",
                    end, times.leadingMilliseconds(end - WINDOW, end), times.processMilliseconds(end - WINDOW, end));
        }
        out.printf("disk for %d candidates of 10 KB: %.1f MB%n", CANDIDATES, sizeOf(state) / 1e6);
        long start = System.nanoTime();
        long processor = ProcessorTimes.ofProcess();
        run(state, 1, evaluator, Duration.ZERO, CANDIDATES, EngineListener.NONE);
        out.printf(
                "taking the run up again: %.2f s, of them %.2f s of processor time%n",
                (System.nanoTime() - start) / 1e9, (ProcessorTimes.ofProcess() - processor) / 1e9);
    }

    private static void throughput(Path state, PrintStream out) {
        int candidates = 600; // enough for start and end to weigh little
        StubEvaluator evaluator = new StubEvaluator(Duration.ofSeconds(1));
        long start = System.nanoTime();
        run(state, 16, evaluator, Duration.ofSeconds(2), candidates, EngineListener.NONE);
        double minutes = (System.nanoTime() - start) / 60e9;
        // The slots also measure the seed, and every better candidate a second time, on held-out sequences.
        out.printf(
                "model 2 s, evaluation 1 s on 2 slots: %.1f evaluations a minute (120 at most), which decide %.1f"
                        + " candidates a minute; start, seed and end included%n",
                evaluator.calls() / minutes, candidates / minutes);
    }

    private static void run(
            Path state,
            int inFlight,
            CodecEvaluator evaluator,
            Duration thinking,
            int candidates,
            EngineListener listener) {
        SourceCode seed = new SourceCode(source(0));
        CandidateProposer proposer =
                new StubProposer(thinking, request -> "Candidate\n\n```java\n" + source(request.candidate()) + "```\n");
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state)) {
            EvolutionEngine.builder(
                            EngineSettings.of("benchmark", 1, RunOrigin.seed(seed))
                                    .withConcurrency(new Concurrency(
                                            inFlight, Math.max(1, inFlight / 2), inFlight == 1 ? 1 : 2)),
                            List.of(proposer),
                            evaluator,
                            store,
                            evolution -> new Publication.Confirmed(new CommitId("0".repeat(40))))
                    .listener(listener)
                    .build()
                    .run(RunLimits.ofCandidates(candidates));
        }
    }

    /** 10 KB that look like code; one in twenty is better than all before. */
    private static String source(long candidate) {
        double bits = candidate % 20 == 0 ? Math.pow(0.97, candidate / 20.0) : 1.5;
        SplittableRandom random = new SplittableRandom(candidate);
        String body = random.ints(330, 0, 1_000_000)
                .mapToObj(number -> "        total += table[" + number % 997 + "] * " + number + ";\n")
                .collect(Collectors.joining());
        return "public class Codec {\n    // bits=" + bits + "\n    double bits = " + bits + ";\n    void work() {\n"
                + body + "    }\n}\n";
    }

    private static long sizeOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    /**
     * Notes processor time at every decision: of the thread that leads the run, which does all of the engine's own work,
     * and of the whole process, in which also the stubs, the compiler and the collector of the virtual machine run.
     */
    private static final class ProcessorTimes implements EngineListener {
        private final long[] leading = new long[CANDIDATES + 1];
        private final long[] process = new long[CANDIDATES + 1];

        @Override
        public void progress(RunProgress progress) {
            int candidate = Math.toIntExact(progress.decided());
            leading[candidate] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            process[candidate] = ofProcess();
        }

        double leadingMilliseconds(int from, int to) {
            return (leading[to] - leading[from]) / 1e6 / (to - from);
        }

        double processMilliseconds(int from, int to) {
            return (process[to] - process[from]) / 1e6 / (to - from);
        }

        private static long ofProcess() {
            return ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : 0;
        }
    }
}
