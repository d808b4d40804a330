package io.evoforge.app.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.Secret;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.vcs.guard.SecretScanner;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretFreeEvaluatorTest {
    private static final String TOKEN = "plain-looking-0123456789";

    private final MarkedSourceEvaluator measuring = new MarkedSourceEvaluator();
    private final SecretFreeEvaluator evaluator = new SecretFreeEvaluator(
            measuring,
            new SecretScanner(() -> List.of(new Secret(TOKEN))),
            new SourceCode("class Codec {\n  String sample = \"ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8\";\n}\n"));

    @Test
    void a_source_with_the_token_in_use_is_refused_before_it_is_measured() {
        SourceCode source = new SourceCode("class Codec {\n  String label = \"plain-looking\" + \"-0123456789\";\n}\n");

        EvaluationOutcome outcome = evaluator.evaluate(source, SequenceGroup.TRAINING);

        Refusal refusal = outcome.match(measured -> null, EvaluationOutcome.Refused::refusal);
        assertThat(refusal.stage()).isEqualTo(Refusal.Stage.SOURCE);
        assertThat(refusal.reason())
                .isEqualTo("The source seems to hold a secret (credential in use in line 2), and no source with one is"
                        + " published; leave it out.");
        assertThat(measuring.calls()).isEmpty();
    }

    @Test
    void other_sources_are_measured_also_with_a_line_that_a_person_wrote() {
        SourceCode source = new SourceCode(
                "class Codec {\n  String sample = \"ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8\";\n  int a;\n}\n");

        EvaluationOutcome outcome = evaluator.evaluate(source, SequenceGroup.HELD_OUT);

        assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
        assertThat(evaluator.identity()).isEqualTo(measuring.identity());
    }
}
