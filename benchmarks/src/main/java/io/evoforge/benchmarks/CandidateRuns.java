package io.evoforge.benchmarks;

import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.SandboxSettings;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import io.evoforge.evaluator.sandbox.internal.measure.Depth;
import io.evoforge.evaluator.sandbox.internal.measure.Measurement;
import io.evoforge.evaluator.sandbox.internal.measure.Rules;
import io.evoforge.evaluator.sandbox.metrics.DecodedVideoListener;
import io.evoforge.evaluator.sandbox.video.DefaultClip;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures compiled candidates on the default clip as the evaluator does, in two slots. */
final class CandidateRuns implements AutoCloseable {
    static final int SLOTS = 2;

    private final SequenceSet sequences = DefaultClip.load();
    private final ExecutorService executor = Executors.newFixedThreadPool(SLOTS);
    private final Boxes boxes = new Boxes(
            Path.of(System.getProperty("java.home")),
            SandboxSettings.DEFAULT.heapMegabytes(),
            true,
            EnumSet.allOf(Layer.class),
            SLOTS);
    private final Compiler compiler =
            new Compiler(boxes, SandboxSettings.DEFAULT.candidateClass(), SandboxSettings.DEFAULT.compileLimit());

    List<TestSequence> training() {
        return sequences.training();
    }

    List<TestSequence> heldOut() {
        return sequences.heldOut();
    }

    CompiledClasses compile(SourceCode source) throws CandidateFault {
        return compiler.compile(source);
    }

    /**
     * Milliseconds of one measurement, ended by a fault or not.
     *
     * @param firstFrameFrom how long a sequence is at least whose first frame is tried alone
     */
    double milliseconds(CompiledClasses candidate, List<TestSequence> measuredOn, Depth depth, int firstFrameFrom) {
        SandboxSettings settings = SandboxSettings.DEFAULT;
        Rules rules = new Rules(
                settings.qualities(),
                SandboxSettings.ALLOWANCE,
                settings.encodeLimitPerFrame(),
                settings.decodeLimitPerFrame(),
                settings.worstFrameDropDb(),
                firstFrameFrom);
        long start = System.nanoTime();
        try {
            new Measurement(boxes, rules, executor).of(candidate, measuredOn, depth, 0, 0, DecodedVideoListener.NONE);
        } catch (CandidateFault fault) {
            // A refusal takes its time too.
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        compiler.close();
        boxes.close();
    }
}
