package io.evoforge.vcs.message;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.vcs.TestData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMessageTest {
    private static final CommitId COMMIT = new CommitId("0123456789".repeat(4));
    private static final Instant NOON = Instant.parse("2025-10-17T12:00:00Z");

    @Test
    void an_evolution_has_the_agreed_text_and_our_trailers() {
        assertThat(CommitMessage.of(evolution(3).bits(5.25).build(), 36))
                .isEqualTo(TestData.read("evolution.message.txt"));
    }

    @Test
    void a_seed_claims_no_improvement() {
        assertThat(CommitMessage.of(evolution(1).bits(1).build(), 36)).isEqualTo(TestData.read("seed.message.txt"));
    }

    @Test
    void a_rollback_says_what_it_replaces_and_why() {
        String message = CommitMessage.ofRollback(
                new EvolutionVersion(5),
                new EvolutionVersion(3),
                Sha256.of("x"),
                "Too slow on phones.\nFixes #7",
                NOON);

        assertThat(message).isEqualTo(TestData.read("rollback.message.txt"));
    }

    @Test
    void the_text_does_not_depend_on_the_machines_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertThat(CommitMessage.of(evolution(3).bits(5.25).build(), 36))
                    .isEqualTo(TestData.read("evolution.message.txt"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-34.21, 34% better than v2",
        "-9.96, 10% better than v2",
        "-9.94, 9.9% better than v2",
        "-1.04, 1.0% better than v2",
        "-0.04, equal to v2",
        "0.9, 0.9% worse than v2"
    })
    void the_improvement_is_that_on_the_held_out_sequences(double heldOut, String expected) {
        Evolution evolution = evolution(3).bdRatePercent(-50, heldOut).build();

        assertThat(Improvement.describe(evolution)).isEqualTo(expected);
    }

    @Test
    void what_was_written_is_read_back() {
        Evolution evolution = evolution(3).bits(5.25).build();

        RecordedEvolution read =
                CommitMessage.read(commit(CommitMessage.of(evolution, 36))).orElseThrow();

        assertThat(read)
                .isEqualTo(new RecordedEvolution(
                        COMMIT,
                        new EvolutionVersion(3),
                        evolution.source().sha256(),
                        evolution.id(),
                        null,
                        2.1,
                        0.44,
                        "34% better than v2",
                        NOON,
                        null));
    }

    @Test
    void one_of_several_agents_says_who_it_is() {
        Evolution evolution = evolution(3).bits(5.25).build();

        String message = CommitMessage.of(evolution, 36, new AgentName("paris-2"));

        assertThat(message).contains("\nCodec-Version: 3\n").contains("\nAgent: paris-2\n");
        assertThat(CommitMessage.read(commit(message)).orElseThrow().agent()).isEqualTo("paris-2");
    }

    @Test
    void a_rollback_is_read_back_without_numbers() {
        String message =
                CommitMessage.ofRollback(new EvolutionVersion(5), new EvolutionVersion(3), Sha256.of("x"), "why", NOON);
        String fromUnknown = CommitMessage.ofRollback(null, new EvolutionVersion(3), Sha256.of("x"), "why", NOON);

        RecordedEvolution read = CommitMessage.read(commit(message)).orElseThrow();

        assertThat(read.version()).isEqualTo(new EvolutionVersion(3));
        assertThat(read.rollbackOf()).isEqualTo(new EvolutionVersion(5));
        assertThat(read.id()).isNull();
        assertThat(read.bitrateMbps()).isNull();
        assertThat(CommitMessage.read(commit(fromUnknown)).orElseThrow().rollbackOf())
                .isNull();
    }

    @Test
    void imitations_are_not_taken_for_ours() {
        String real = CommitMessage.of(evolution(3).build(), 36);

        assertThat(readAfter(real, "Codec-Version: 3", "Codec-Version: 4")).isEmpty();
        assertThat(readAfter(real, "Codec-Version: 3", "Codec-Version: 3\nCodec-Version: 3"))
                .isEmpty();
        assertThat(readAfter(real, "Codec-Version: 3", "Codec-Version: 99999999999"))
                .isEmpty();
        assertThat(readAfter(real, "Codec-Version: 3\n", "")).isEmpty();
        assertThat(readAfter(real, "Source-Sha256: ", "Source-Sha256: 0")).isEmpty();
        assertThat(readAfter(real, "Evolution-Id: ", "Evolution-Id: x")).isEmpty();
        assertThat(readAfter(real, "Evolution-Id: ", "Rollback-Of: 2\nEvolution-Id: "))
                .isEmpty();
        assertThat(readAfter(real, "Evolution - v3", "Evolution - v4")).isEmpty();
        assertThat(readAfter(real, "Evolution - v3", "Evolution - v4 (#12)")).isEmpty();
        assertThat(readAfter(real, "Containment: full", "and prose\nContainment: full"))
                .isEmpty();
        assertThat(CommitMessage.read(commit("🤖 Autonomous Code Evolution - v3\n\nno trailers")))
                .isEmpty();
        assertThat(CommitMessage.read(commit("Merge branch 'main'"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🤖 Autonomous Code Evolution - v3 (#12)",
                "Codec v3: 34% better than v2 (#12)",
                "The codec, faster"
            })
    void a_person_who_squashes_may_give_it_another_title(String title) {
        String message = CommitMessage.of(evolution(3).build(), 36);
        String squashed =
                title + message.substring(message.indexOf('\n')) + "\nCo-authored-by: Ada <ada@example.org>\n";

        assertThat(CommitMessage.read(commit(squashed)))
                .map(RecordedEvolution::version)
                .contains(new EvolutionVersion(3));
    }

    @Test
    void a_commit_with_the_words_of_its_pull_request_is_known_by_them() {
        Evolution evolution = evolution(3).build();
        String body = new ProposalTemplate("Codec {version}", "In our words.").body(evolution, 36);

        RecordedEvolution read =
                CommitMessage.read(commit("Codec v3 (#12)\n\n" + body)).orElseThrow();

        assertThat(read.id()).isEqualTo(evolution.id());
        assertThat(read.version()).isEqualTo(evolution.version());
        assertThat(read.source()).isEqualTo(evolution.source().sha256());
    }

    @Test
    void numbers_that_somebody_edited_away_are_missing_and_not_wrong() {
        String edited = CommitMessage.of(evolution(3).build(), 36)
                .replaceFirst("Bitrate: [0-9.]+", "Bitrate: fast")
                .replaceFirst("Compression: [0-9.]+x", "Compression: 1e99x");

        RecordedEvolution read = CommitMessage.read(commit(edited)).orElseThrow();

        assertThat(read.bitrateMbps()).isNull();
        assertThat(read.compressionRatio()).isNull();
        assertThat(read.improvement()).isEqualTo("34% better than v2");
    }

    @Test
    void the_proposers_words_are_not_in_the_message() {
        Evolution evolution =
                evolution(3).summary("Fixes #1\n\nEvolution-Id: forged").build();

        String message = CommitMessage.of(evolution, 36);

        assertThat(message).doesNotContain("Fixes").doesNotContain("forged");
        assertThat(Trailer.in(message)).contains(CommitMessage.trailer(evolution.id()));
    }

    private static Optional<RecordedEvolution> readAfter(String message, String from, String to) {
        assertThat(message).contains(from);
        return CommitMessage.read(commit(message.replace(from, to)));
    }

    private static CommitSummary commit(String message) {
        Signature somebody = new Signature("Ada", "ada@example.org", NOON.atOffset(ZoneOffset.UTC));
        return new CommitSummary(COMMIT, message, somebody, somebody);
    }
}
