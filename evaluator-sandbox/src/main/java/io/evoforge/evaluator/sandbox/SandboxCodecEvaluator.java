package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.candidate.BytecodePolicy;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import io.evoforge.evaluator.sandbox.internal.candidate.ShapeCheck;
import io.evoforge.evaluator.sandbox.internal.candidate.SourcePolicy;
import io.evoforge.evaluator.sandbox.internal.measure.Measurement;
import io.evoforge.evaluator.sandbox.internal.measure.Rules;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Compiles a candidate, looks at it, runs it in boxes, and measures what comes out. The candidate's classes are never
 * loaded in this process, its encoder and decoder never share one, and nothing it says about itself is believed.
 *
 * <p>Holds a compiling process and temporary files; close it. Safe for use by several threads, which share the
 * processors: {@link SandboxSettings#parallel} bounds them all together.
 */
public final class SandboxCodecEvaluator implements CodecEvaluator, AutoCloseable {
    /** Raised when the same candidate would be measured differently. */
    private static final int MEASUREMENT_VERSION = 1;

    private static final int BYTES_PER_MEGABYTE = 1 << 20;

    private final SequenceSet sequences;
    private final EvaluatorIdentity identity;
    private final SourcePolicy sourcePolicy = new SourcePolicy();
    private final ShapeCheck shapeCheck = new ShapeCheck();
    private final BytecodePolicy bytecodePolicy = new BytecodePolicy();
    private final Boxes boxes;
    private final Compiler compiler;
    private final ExecutorService executor;
    private final Measurement measurement;

    /**
     * An evaluator on {@code sequences}. Boxes run on the Java runtime of this process.
     *
     * @throws EvaluatorException if the temporary directory cannot be written
     */
    public SandboxCodecEvaluator(SequenceSet sequences, SandboxSettings settings) {
        this.sequences = sequences;
        this.identity = identity(sequences, settings);
        this.boxes = new Boxes(Path.of(System.getProperty("java.home")), heapMegabytes(sequences, settings));
        this.compiler = new Compiler(boxes, settings.candidateClass(), settings.compileLimit());
        this.executor = Executors.newFixedThreadPool(settings.parallel(), task -> {
            Thread thread = new Thread(task, "evaluator");
            thread.setDaemon(true);
            return thread;
        });
        Rules rules = new Rules(
                settings.qualities(),
                SandboxSettings.ALLOWANCE,
                settings.encodeLimitPerFrame(),
                settings.decodeLimitPerFrame(),
                settings.worstFrameDropDb());
        this.measurement = new Measurement(boxes, rules, executor);
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
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
            bytecodePolicy.check(candidate);
            List<SequenceEvaluation> results = measurement.of(
                    candidate,
                    measuredOn,
                    group == SequenceGroup.TRAINING ? Measurement.Repetition.SAMPLE : Measurement.Repetition.ALL,
                    source.sha256().hex().charAt(0));
            return new EvaluationOutcome.Measured(new Evaluation(identity, group, results));
        } catch (CandidateFault fault) {
            return new EvaluationOutcome.Refused(fault.refusal());
        }
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    /** Ends every process of this evaluator and deletes its temporary files. */
    @Override
    public void close() {
        executor.shutdownNow();
        compiler.close();
        boxes.close();
    }

    private static int heapMegabytes(SequenceSet sequences, SandboxSettings settings) {
        long largest = 0;
        for (SequenceGroup group : SequenceGroup.values()) {
            for (TestSequence sequence : sequences.of(group)) {
                largest = Math.max(largest, sequence.info().rawBytes());
            }
        }
        return (int) Math.max(settings.heapMegabytes(), 128 + 8 * largest / BYTES_PER_MEGABYTE);
    }

    private static EvaluatorIdentity identity(SequenceSet sequences, SandboxSettings settings) {
        StringBuilder text = new StringBuilder("qualities ").append(settings.qualities());
        text.append("\nworst frame ").append(settings.worstFrameDropDb());
        for (SequenceGroup group : SequenceGroup.values()) {
            for (TestSequence sequence : sequences.of(group)) {
                text.append('\n').append(group).append(' ').append(sequence.info());
            }
        }
        String name = "evoforge-sandbox " + MEASUREMENT_VERSION + " on Java " + Runtime.version();
        return new EvaluatorIdentity(name, Sha256.of(text.toString()).hex(), ContainmentLevel.PROCESS);
    }
}
