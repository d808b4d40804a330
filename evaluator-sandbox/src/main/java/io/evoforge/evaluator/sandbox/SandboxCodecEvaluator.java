package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.BytecodePolicy;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import io.evoforge.evaluator.sandbox.internal.candidate.ShapeCheck;
import io.evoforge.evaluator.sandbox.internal.candidate.SourcePolicy;
import io.evoforge.evaluator.sandbox.internal.candidate.SourceSize;
import io.evoforge.evaluator.sandbox.internal.measure.Depth;
import io.evoforge.evaluator.sandbox.internal.measure.Measurement;
import io.evoforge.evaluator.sandbox.internal.measure.Rules;
import io.evoforge.evaluator.sandbox.metrics.DecodedVideoListener;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a candidate, looks at it, runs it in boxes, and measures what comes out. The candidate's classes are never
 * loaded in this process, its encoder and decoder never share one, and nothing it says about itself is believed.
 *
 * <p>Holds a compiling process and temporary files; close it. Safe for use by several threads, which share the
 * processors: {@link SandboxSettings#parallel} bounds them all together.
 */
public final class SandboxCodecEvaluator implements ContainedEvaluator {
    /** Raised when the same candidate would be measured differently. */
    private static final int MEASUREMENT_VERSION = 1;

    private static final int BYTES_PER_MEGABYTE = 1 << 20;

    /** About 100 frames in CIF; up to here a codec is done before an optimising compiler has paid off. */
    private static final long SHORT_SEQUENCE = 16L * BYTES_PER_MEGABYTE;

    /** Below, a whole sequence costs little more than its first frame. */
    private static final int FIRST_FRAME_FROM = 8;

    private final SequenceSet sequences;
    private final EvaluatorIdentity identity;
    private final SourcePolicy sourcePolicy = new SourcePolicy();
    private final ShapeCheck shapeCheck = new ShapeCheck();
    private final @Nullable BytecodePolicy bytecodePolicy;
    private final Boxes boxes;
    private final Compiler compiler;
    private final ExecutorService executor;
    private final Measurement measurement;
    private final int sourceSharedBy;

    /**
     * An evaluator on {@code sequences}. Boxes run on the Java runtime of this process.
     *
     * @throws EvaluatorException if the temporary directory cannot be written
     */
    public SandboxCodecEvaluator(SequenceSet sequences, SandboxSettings settings) {
        this(sequences, settings, EnumSet.allOf(Layer.class), true);
    }

    /** Also switches layers off, to try the others without them. */
    SandboxCodecEvaluator(SequenceSet sequences, SandboxSettings settings, Set<Layer> layers, boolean bytecodePolicy) {
        this.sequences = sequences;
        this.bytecodePolicy = bytecodePolicy ? new BytecodePolicy() : null;
        long largest = largestBytes(sequences);
        this.boxes = new Boxes(
                Path.of(System.getProperty("java.home")),
                (int) Math.max(settings.heapMegabytes(), 128 + 8 * largest / BYTES_PER_MEGABYTE),
                largest <= SHORT_SEQUENCE,
                layers,
                settings.parallel());
        this.identity = identity(sequences, settings, boxes.report().level());
        this.compiler = new Compiler(boxes, settings.candidateClass(), settings.compileLimit());
        this.executor = Executors.newFixedThreadPool(settings.parallel(), task -> {
            Thread thread = new Thread(task, "evaluator");
            thread.setDaemon(true);
            return thread;
        });
        executor.execute(compiler::warmUp);
        Rules rules = new Rules(
                settings.qualities(),
                SandboxSettings.ALLOWANCE,
                settings.encodeLimitPerFrame(),
                settings.decodeLimitPerFrame(),
                settings.worstFrameDropDb(),
                FIRST_FRAME_FROM);
        this.sourceSharedBy = settings.sourceSharedBy();
        this.measurement = new Measurement(boxes, rules, executor);
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        return evaluate(source, group, Depth.TRIAL, DecodedVideoListener.NONE);
    }

    /**
     * As {@link #evaluate(SourceCode, SequenceGroup)}, for a report: shows {@code listener} every decoded sequence, and takes
     * the times while nothing else of this process runs in a box.
     */
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group, DecodedVideoListener listener) {
        return evaluate(source, group, Depth.REPORT, listener);
    }

    private EvaluationOutcome evaluate(
            SourceCode source, SequenceGroup group, Depth depth, DecodedVideoListener listener) {
        List<TestSequence> measuredOn = sequences.of(group);
        if (measuredOn.isEmpty()) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.VIDEO,
                    "No sequence is held out, so nothing can be measured there. Give more or longer videos.");
        }
        try {
            sourcePolicy.check(source);
            CompiledClasses candidate = compiler.compile(source);
            shapeCheck.check(candidate);
            if (bytecodePolicy != null) {
                bytecodePolicy.check(candidate);
            }
            List<SequenceEvaluation> results = measurement.of(
                    candidate,
                    measuredOn,
                    group == SequenceGroup.HELD_OUT ? Depth.CONFIRMATION : depth,
                    source.sha256().hex().charAt(0),
                    sourceBytes(source),
                    listener);
            return new EvaluationOutcome.Measured(new Evaluation(identity, group, results));
        } catch (CandidateFault fault) {
            return new EvaluationOutcome.Refused(fault.refusal());
        }
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    @Override
    public ContainmentReport containment() {
        return boxes.report();
    }

    @Override
    public void close() {
        measurement.close();
        // What still waits for a thread finds its boxes ended, and tells whoever waits for it.
        executor.shutdown();
        compiler.close();
        boxes.close();
    }

    /** How many bytes {@code source} has after compression: what {@link SandboxSettings#sourceSharedBy} counts. */
    public static int compressedBytes(SourceCode source) {
        return SourceSize.compressedBytes(source);
    }

    /** What the source adds to every bitstream. */
    private int sourceBytes(SourceCode source) {
        return sourceSharedBy == 0 ? 0 : (SourceSize.compressedBytes(source) + sourceSharedBy - 1) / sourceSharedBy;
    }

    private static long largestBytes(SequenceSet sequences) {
        long largest = 0;
        for (SequenceGroup group : SequenceGroup.values()) {
            for (TestSequence sequence : sequences.of(group)) {
                largest = Math.max(largest, sequence.info().rawBytes());
            }
        }
        return largest;
    }

    private static EvaluatorIdentity identity(SequenceSet sequences, SandboxSettings settings, ContainmentLevel level) {
        StringBuilder text = new StringBuilder("qualities ").append(settings.qualities());
        text.append("\nworst frame ").append(settings.worstFrameDropDb());
        if (settings.sourceSharedBy() > 0) {
            text.append("\nsource shared by ").append(settings.sourceSharedBy());
        }
        for (SequenceGroup group : SequenceGroup.values()) {
            for (TestSequence sequence : sequences.of(group)) {
                text.append('\n').append(group).append(' ').append(sequence.info());
            }
        }
        String name = "evoforge-sandbox " + MEASUREMENT_VERSION + " on Java " + Runtime.version();
        return new EvaluatorIdentity(name, Sha256.of(text.toString()).hex(), level);
    }
}
