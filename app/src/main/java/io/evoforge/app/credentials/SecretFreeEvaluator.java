package io.evoforge.app.credentials;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.vcs.guard.SecretFinding;
import io.evoforge.vcs.guard.SecretScanner;
import java.util.List;

/**
 * Refuses a candidate that holds a secret before anything is spent on it. It could never be committed, and an adopted
 * version that cannot be committed would hold up all that come after it.
 */
public final class SecretFreeEvaluator implements CodecEvaluator {
    private final CodecEvaluator evaluator;
    private final SecretScanner secrets;
    private final String origin;

    /** Looks with {@code secrets} before {@code evaluator} measures. Lines of {@code origin} are a person's affair. */
    public SecretFreeEvaluator(CodecEvaluator evaluator, SecretScanner secrets, SourceCode origin) {
        this.evaluator = evaluator;
        this.secrets = secrets;
        this.origin = origin.text();
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        List<SecretFinding> findings = secrets.scanNewLines(source.text(), origin);
        if (findings.isEmpty()) {
            return evaluator.evaluate(source, group);
        }
        return new EvaluationOutcome.Refused(new Refusal(
                Refusal.Stage.SOURCE,
                "The source seems to hold a secret (" + findings.get(0)
                        + "), and no source with one is published; leave" + " it out."));
    }

    @Override
    public EvaluatorIdentity identity() {
        return evaluator.identity();
    }
}
