package io.evoforge.engine.history;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.testkit.evolution.RunEvents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptedVersionsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final CommitId COMMIT = new CommitId("0123456789".repeat(4));
    private static final EvolutionVersion V1 = new EvolutionVersion(1);
    private static final EvolutionVersion V2 = new EvolutionVersion(2);
    private static final EvolutionVersion V3 = new EvolutionVersion(3);

    private final AdoptedVersions versions = new AdoptedVersions();

    private void adopt(int... numbers) {
        for (int number : numbers) {
            versions.apply(new RunEvent.Adopted(evolution(number).build(), NOON));
        }
    }

    @Test
    void what_is_adopted_waits_until_it_is_published() {
        adopt(1, 2);
        versions.apply(new RunEvent.PublicationDelayed(V1, "no connection", NOON, NOON));
        boolean delayed = versions.delay(V1).isPresent();
        versions.apply(new RunEvent.Published(V1, COMMIT, NOON));

        assertThat(delayed).isTrue();
        assertThat(versions.delay(V1)).isEmpty();
        assertThat(versions.commit(V1)).contains(COMMIT);
        assertThat(versions.pending()).extracting(Evolution::version).containsExactly(V2);
        assertThat(versions.champion()).map(Evolution::version).contains(V2);
    }

    @Test
    void a_withdrawn_version_falls_with_what_was_developed_from_it_and_waits_for_nothing() {
        adopt(1, 2, 3);
        versions.apply(new RunEvent.PublicationDelayed(V3, "no connection", NOON, NOON));
        versions.apply(new RunEvent.Withdrawn(V2, List.of(V3), V1, "a red check", NOON));

        assertThat(versions.all()).extracting(Evolution::version).containsExactly(V1, V2, V3);
        assertThat(versions.standing()).extracting(Evolution::version).containsExactly(V1);
        assertThat(versions.pending()).extracting(Evolution::version).containsExactly(V1);
        assertThat(versions.champion()).map(Evolution::version).contains(V1);
        assertThat(versions.withdrawal(V3)).map(RunEvent.Withdrawn::reason).contains("a red check");
        assertThat(versions.delay(V3)).isEmpty();
    }

    @Test
    void an_overtaken_version_gives_its_number_to_another() {
        adopt(1, 2);
        versions.apply(new RunEvent.Overtaken(
                List.of(V2), V1, V2, new SourceCode("class Foreign {}"), null, COMMIT, "another agent", NOON));
        boolean gone = versions.find(V2).isEmpty();
        adopt(2);

        assertThat(gone).isTrue();
        assertThat(versions.all()).extracting(Evolution::version).containsExactly(V1, V2);
    }

    @Test
    void reviews_cost_money_too_but_are_no_calls_of_a_proposer() {
        Spending spending = new Spending();

        RunEvents.ofEveryKind().forEach(spending::apply);

        assertThat(spending.calls()).isEqualTo(1);
        assertThat(spending.total()).isEqualTo(new TokenUsage(1 + 4 + 7, 2 + 5 + 8, 3 + 6 + 9));
    }
}
