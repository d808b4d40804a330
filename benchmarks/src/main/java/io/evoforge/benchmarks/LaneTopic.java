package io.evoforge.benchmarks;

import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.measure.Depth;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What it costs that times to be reported are taken while nothing else runs in a box. */
final class LaneTopic implements Topic {
    private static final int RUNS = 3;
    private static final int TRIALS = 8;
    private static final int CONFIRMATIONS = 2;
    private static final Depth BESIDE_OTHERS = new Depth(true, false);

    @Override
    public String name() {
        return "lane";
    }

    @Override
    public String description() {
        return TRIALS + " candidates on training and " + CONFIRMATIONS + " on held-out sequences, two at once:"
                + " candidates per minute";
    }

    @Override
    public void run(PrintStream out) throws IOException, CandidateFault, InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(CandidateRuns.SLOTS);
        try (CandidateRuns runs = new CandidateRuns()) {
            CompiledClasses candidate = runs.compile(plainCodec());
            batch(runs, workers, candidate, Depth.CONFIRMATION);
            double[] beside = new double[RUNS];
            double[] alone = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                beside[i] = batch(runs, workers, candidate, BESIDE_OTHERS);
                alone[i] = batch(runs, workers, candidate, Depth.CONFIRMATION);
            }
            print(out, "times taken beside other work", beside);
            print(out, "times of held-out sequences taken alone", alone);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Candidates per minute. */
    private static double batch(
            CandidateRuns runs, ExecutorService workers, CompiledClasses candidate, Depth confirmation)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<Future<Double>> running = new ArrayList<>();
        for (int i = 0; i < TRIALS + CONFIRMATIONS; i++) {
            boolean confirms = i % (1 + TRIALS / CONFIRMATIONS) == TRIALS / CONFIRMATIONS;
            running.add(workers.submit(() -> confirms
                    ? runs.milliseconds(candidate, runs.heldOut(), confirmation, Integer.MAX_VALUE)
                    : runs.milliseconds(candidate, runs.training(), Depth.TRIAL, Integer.MAX_VALUE)));
        }
        for (Future<Double> run : running) {
            run.get();
        }
        return (TRIALS + CONFIRMATIONS) * 60e9 / (System.nanoTime() - start);
    }

    private static void print(PrintStream out, String what, double[] perMinute) {
        Arrays.sort(perMinute);
        out.printf(
                Locale.ROOT,
                "  %-42s median %6.1f, fastest %6.1f, slowest %6.1f%n",
                what,
                perMinute[RUNS / 2],
                perMinute[RUNS - 1],
                perMinute[0]);
    }

    private static SourceCode plainCodec() throws IOException {
        try (InputStream in =
                LaneTopic.class.getResourceAsStream("/io/evoforge/evaluator/sandbox/canaries/PlainCodec.java")) {
            return new SourceCode(
                    new String(Objects.requireNonNull(in, "the plain codec").readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
