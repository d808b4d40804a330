package io.evoforge.testkit.evaluation;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An evaluator whose result stands in the source, as text anywhere in it: {@code bits=0.9} (of the bits of a source
 * without marks), {@code heldOut=1.1} if it is another on the held-out sequences, {@code shift=20} to move every PSNR by
 * so many dB, {@code refuse=COMPILE} or another stage, {@code heldOutRefuse=DECODE}, and {@code note=...} for a
 * diagnostic up to the end of the line.
 */
public final class MarkedSourceEvaluator implements CodecEvaluator {
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** One evaluation that was asked for. */
    public record Call(SourceCode source, SequenceGroup group) {}

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        calls.add(new Call(source, group));
        String text = source.text();
        Optional<String> refuse = mark(text, group == SequenceGroup.TRAINING ? "refuse" : "heldOutRefuse");
        List<Diagnostic> notes = Pattern.compile("\\bnote=(.*)")
                .matcher(text)
                .results()
                .map(found -> new Diagnostic(3, 7, found.group(1)))
                .toList();
        if (refuse.isPresent()) {
            Refusal.Stage stage = Refusal.Stage.valueOf(refuse.get());
            return new EvaluationOutcome.Refused(
                    new Refusal(stage, "refused on the " + group + " sequences, as the source asks for", notes));
        }
        double bits = Double.parseDouble(mark(text, "bits").orElse("1"));
        if (group == SequenceGroup.HELD_OUT) {
            bits = mark(text, "heldOut").map(Double::parseDouble).orElse(bits);
        }
        double shift = Double.parseDouble(mark(text, "shift").orElse("0"));
        return new EvaluationOutcome.Measured(Evaluations.of(identity(), group, bits, shift), notes);
    }

    private static Optional<String> mark(String text, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=([0-9A-Z_.-]+)").matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Every evaluation that was asked for, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public EvaluatorIdentity identity() {
        return Evaluations.IDENTITY;
    }
}
