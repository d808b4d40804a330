package io.evoforge.benchmarks;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.RunProgress;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evaluation.Evaluations;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
            overhead(directory.resolve("overhead"), out);
            throughput(directory.resolve("throughput"), out);
        } finally {
            delete(directory);
        }
    }

    private static void overhead(Path state, PrintStream out) throws IOException {
        CodecEvaluator evaluator = new FreeEvaluator();
        ProcessorTimes times = new ProcessorTimes();
        run(state, 1, evaluator, Duration.ZERO, CANDIDATES, times);
        out.println("candidates stored | processor time per candidate");
        for (int end = WINDOW; end <= CANDIDATES; end += WINDOW) {
            out.printf("%17d | %.2f ms%n", end, times.millisecondsPerCandidate(end - WINDOW, end));
        }
        out.printf("disk for %d candidates of 10 KB: %.1f MB%n", CANDIDATES, sizeOf(state) / 1e6);
        long start = System.nanoTime();
        long processor = ProcessorTimes.now();
        run(state, 1, evaluator, Duration.ZERO, CANDIDATES, EngineListener.NONE);
        out.printf(
                "taking the run up again: %.2f s, of them %.2f s of processor time%n",
                (System.nanoTime() - start) / 1e9, (ProcessorTimes.now() - processor) / 1e9);
    }

    private static void throughput(Path state, PrintStream out) {
        int candidates = 120;
        FreeEvaluator evaluator = new FreeEvaluator();
        long start = System.nanoTime();
        run(state, 16, new SlowEvaluator(evaluator), Duration.ofSeconds(2), candidates, EngineListener.NONE);
        double minutes = (System.nanoTime() - start) / 60e9;
        out.printf(
                "model 2 s, evaluation 1 s on 2 slots: %.1f candidates a minute, start and end included;"
                        + " %.1f evaluations a minute of 120 at most%n",
                candidates / minutes, evaluator.calls.get() / minutes);
    }

    private static void run(
            Path state,
            int inFlight,
            CodecEvaluator evaluator,
            Duration thinking,
            int candidates,
            EngineListener listener) {
        SourceCode seed = new SourceCode(source(0));
        ScriptedProposer proposer = new ScriptedProposer("stub", TokenUsage.NONE, request -> {
            LockSupport.parkNanos(thinking.toNanos());
            return Optional.of("Candidate\n\n```java\n" + source(request.candidate()) + "```\n");
        });
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state)) {
            new EvolutionEngine(
                            EngineSettings.of("benchmark", 1, RunOrigin.seed(seed))
                                    .withConcurrency(inFlight, Math.max(1, inFlight / 2), inFlight == 1 ? 1 : 2),
                            List.of(proposer),
                            evaluator,
                            store,
                            evolution -> new Publication.Confirmed(new CommitId("0".repeat(40))),
                            new AdoptionGate(GateSettings.DEFAULT),
                            Clock.systemUTC(),
                            listener)
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

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Finds in the source how many bits it takes. */
    private static final class FreeEvaluator implements CodecEvaluator {
        private static final String MARK = "bits=";

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
            calls.incrementAndGet();
            int start = source.text().indexOf(MARK) + MARK.length();
            double bits = Double.parseDouble(
                    source.text().substring(start, source.text().indexOf('\n', start)));
            return new EvaluationOutcome.Measured(Evaluations.withBits(group, bits));
        }

        @Override
        public EvaluatorIdentity identity() {
            return Evaluations.IDENTITY;
        }
    }

    private record SlowEvaluator(CodecEvaluator evaluator) implements CodecEvaluator {
        @Override
        public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            return evaluator.evaluate(source, group);
        }

        @Override
        public EvaluatorIdentity identity() {
            return evaluator.identity();
        }
    }

    /** Notes the process's processor time, all threads and the collector included, at every decision. */
    private static final class ProcessorTimes implements EngineListener {
        private final long[] nanos = new long[CANDIDATES + 1];

        @Override
        public void progress(RunProgress progress) {
            nanos[Math.toIntExact(progress.decided())] = now();
        }

        double millisecondsPerCandidate(int from, int to) {
            return (nanos[to] - nanos[from]) / 1e6 / (to - from);
        }

        private static long now() {
            return ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : 0;
        }
    }
}
