package io.evoforge.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.testkit.evaluation.Evaluations;
import io.evoforge.testkit.evolution.Evolutions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PushPolicyTest {
    private static final Publication PUBLISHED = new Publication.Confirmed(new CommitId("ab".repeat(20)));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    void below_the_full_level_nothing_is_pushed_unless_a_setting_says_so(ContainmentLevel level) {
        PushPolicy strict = PushPolicy.of(pushing(Map.of()));
        PushPolicy lenient = PushPolicy.of(pushing(Map.of("evaluator.allow-push-below-full", "true")));

        assertThat(strict.objection(level).orElseThrow())
                .contains("evoforge doctor")
                .contains("evaluator.allow-push-below-full");
        assertThat(strict.guard(evolution -> PUBLISHED).publish(measuredAt(level)))
                .isInstanceOf(Publication.Blocked.class);
        assertThat(lenient.objection(level)).isEmpty();
        assertThat(lenient.guard(evolution -> PUBLISHED).publish(measuredAt(level)))
                .isEqualTo(PUBLISHED);
    }

    @Test
    void at_the_full_level_everything_is_pushed() {
        PushPolicy policy = PushPolicy.of(pushing(Map.of()));

        assertThat(policy.objection(ContainmentLevel.FULL)).isEmpty();
        assertThat(policy.guard(evolution -> PUBLISHED).publish(measuredAt(ContainmentLevel.FULL)))
                .isEqualTo(PUBLISHED);
    }

    @Test
    void what_stays_on_this_machine_is_committed_at_any_level() {
        PushPolicy policy = PushPolicy.of(ConfigLoader.defaults(Map.of(), Map.of()));

        assertThat(policy.objection(ContainmentLevel.PROCESS)).isEmpty();
    }

    private static AppConfig pushing(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("commit.strategy", "push");
        settings.put("commit.remote", "https://github.com/owner/name.git");
        return ConfigLoader.defaults(Map.of(), settings);
    }

    /** Training at the full level, held-out sequences at {@code level}: the lower one counts. */
    private static Evolution measuredAt(ContainmentLevel level) {
        Evolution evolution = Evolutions.evolution(1).build();
        Evidence evidence = evolution.evidence();
        EvaluatorIdentity identity = new EvaluatorIdentity("test", "settings", level);
        return new Evolution(
                evolution.id(),
                evolution.version(),
                evolution.source(),
                evolution.summary(),
                new Evidence(
                        Evaluations.withBits(SequenceGroup.TRAINING, 1),
                        Evaluations.of(identity, SequenceGroup.HELD_OUT, 1, 0),
                        evidence.trainingComparison(),
                        evidence.heldOutComparison(),
                        evidence.candidate(),
                        evidence.seed(),
                        evidence.proposer()),
                evolution.adoptedAt());
    }
}
