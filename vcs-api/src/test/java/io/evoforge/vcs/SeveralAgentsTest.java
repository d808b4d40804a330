package io.evoforge.vcs;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.testkit.versioncontrol.InMemoryRemote;
import io.evoforge.testkit.versioncontrol.InMemoryVersionControl;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.message.AgentName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two agents, each with a clone of its own, on one branch. */
class SeveralAgentsTest {
    private static final BranchName MAIN = new BranchName("main");
    private static final RepositoryPath SOURCE = EvolutionPaths.DEFAULT.source();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final InMemoryRemote remote = new InMemoryRemote();
    private final InMemoryVersionControl limaClone = new InMemoryVersionControl(remote, CLOCK);
    private final EvolutionPublisher oslo = agent("oslo", new InMemoryVersionControl(remote, CLOCK));
    private final EvolutionPublisher lima = agent("lima", limaClone);

    @Test
    void those_who_begin_with_the_same_source_share_its_commit() {
        oslo.publish(evolution(1).run("oslo").build());

        PublicationResult result = lima.publish(evolution(1).run("lima").build());

        assertThat(result).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(result.commitId()).isEqualTo(remote.tip(MAIN));
        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void who_is_late_is_told_what_to_go_on_from_and_leaves_nothing_behind() {
        begin();
        Evolution first = evolution(2).run("oslo").source("class ByOslo {}").build();
        oslo.publish(first);

        PublicationResult result =
                lima.publish(evolution(2).run("lima").source("class ByLima {}").build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Held.class, held -> {
            assertThat(held.hold().message()).contains("v2 by agent 'oslo'");
            assertThat(held.hold().foreign()).isNotNull().satisfies(foreign -> {
                assertThat(foreign.source()).isEqualTo(first.source());
                assertThat(foreign.recorded().id()).isEqualTo(first.id());
                assertThat(foreign.highest()).isEqualTo(first.version());
            });
        });
        lima.publish(evolution(3).run("lima").source("class Next {}").build());
        assertThat(titles()).containsExactly("v3", "v2", "v1");
        assertThat(remote.files(MAIN).get(SOURCE)).isEqualTo(FileContent.ofText("class Next {}"));
    }

    @Test
    void who_was_overtaken_between_its_commit_and_its_push_gives_the_commit_up() {
        begin();
        Evolution mine = evolution(2).run("lima").source("class ByLima {}").build();
        lima.commit(mine);
        oslo.publish(evolution(2).run("oslo").source("class ByOslo {}").build());

        PublicationResult result = lima.publish(mine);

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublicationResult.Held.class,
                        held -> assertThat(held.hold().foreign()).isNotNull());
        assertThat(limaClone.status(MAIN, 1).unpublished()).isEmpty();
        assertThat(titles()).containsExactly("v2", "v1");
    }

    @Test
    void a_tag_of_the_one_who_was_faster_is_not_taken_for_somebody_s() {
        begin();
        EvolutionPublisher tagging = new EvolutionPublisher(
                new InMemoryVersionControl(remote, CLOCK), settings("oslo").withTags(TagRule.EVERY_VERSION), CLOCK);
        EvolutionPublisher late =
                new EvolutionPublisher(limaClone, settings("lima").withTags(TagRule.EVERY_VERSION), CLOCK);
        Evolution mine = evolution(2).run("lima").source("class ByLima {}").build();
        late.commit(mine);
        tagging.publish(evolution(2).run("oslo").source("class ByOslo {}").build());

        PublicationResult result = late.publish(mine);

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublicationResult.Held.class,
                        held -> assertThat(held.hold().foreign()).isNotNull());
    }

    @Test
    void a_look_finds_a_version_by_another_agent_and_a_rollback_but_not_its_own_version() {
        begin();
        Evolution second = evolution(2).run("lima").source("class ByLima {}").build();
        lima.publish(second);
        assertThat(lima.overtaken(second.source())).isEmpty();

        Evolution third = evolution(3).run("oslo").source("class ByOslo {}").build();
        oslo.publish(third);
        assertThat(lima.overtaken(second.source())).hasValueSatisfying(foreign -> {
            assertThat(foreign.author()).isEqualTo("agent 'oslo'");
            assertThat(foreign.recorded().version()).isEqualTo(third.version());
        });

        oslo.rollback(second.version(), "grain");
        assertThat(lima.overtaken(third.source())).hasValueSatisfying(foreign -> {
            assertThat(foreign.author()).isEqualTo("a rollback");
            assertThat(foreign.recorded().version()).isEqualTo(second.version());
            assertThat(foreign.highest()).isEqualTo(third.version());
        });
    }

    @Test
    void a_person_s_change_still_waits_for_a_person() {
        begin();
        remote.someoneElseCommits(
                MAIN,
                "Work of a person",
                new Signature("Ada", "ada@example.org", CLOCK.instant().atOffset(ZoneOffset.UTC)),
                new FileChange.Put(SOURCE, FileContent.ofText("class ByHand {}"), FileMode.KEEP));

        PublicationResult result = lima.publish(evolution(2).run("lima").build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Held.class, held -> {
            assertThat(held.hold().foreign()).isNull();
            assertThat(held.hold().paths()).containsExactly(SOURCE);
        });
        assertThat(lima.overtaken(evolution(1).build().source())).isEmpty();
    }

    private void begin() {
        oslo.publish(evolution(1).run("oslo").build());
        lima.publish(evolution(1).run("lima").build());
    }

    private List<String> titles() {
        return remote.log(MAIN).stream()
                .map(CommitSummary::title)
                .map(title -> title.replaceAll(".* - ", ""))
                .toList();
    }

    private static EvolutionPublisher agent(String name, InMemoryVersionControl versionControl) {
        return new EvolutionPublisher(versionControl, settings(name), CLOCK);
    }

    private static PublisherSettings settings(String name) {
        return PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH).withAgent(new AgentName(name));
    }
}
