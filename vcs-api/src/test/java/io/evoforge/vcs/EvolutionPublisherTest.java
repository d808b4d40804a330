package io.evoforge.vcs;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.Secret;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.versioncontrol.InMemoryRemote;
import io.evoforge.testkit.versioncontrol.InMemoryVersionControl;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.guard.FileSizeLimit;
import io.evoforge.vcs.guard.PathPolicy;
import io.evoforge.vcs.guard.SecretScanner;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EvolutionPublisherTest {
    private static final BranchName MAIN = new BranchName("main");
    private static final RepositoryPath SOURCE = EvolutionPaths.DEFAULT.source();
    private static final RepositoryPath METRICS = EvolutionPaths.DEFAULT.metrics();
    private static final RepositoryPath LOG = EvolutionPaths.DEFAULT.log();
    private static final RepositoryPath README = new RepositoryPath("README.md");
    private static final Instant NOW = Instant.parse("2025-10-17T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Signature ADA = new Signature("Ada", "ada@example.org", NOW.atOffset(ZoneOffset.UTC));
    private static final PublisherSettings PUSH = PublisherSettings.DEFAULT
            .withStrategy(CommitStrategy.PUSH)
            .withWebUrl(URI.create("https://github.com/ada/codec"));

    private final InMemoryRemote remote = new InMemoryRemote();
    private final InMemoryVersionControl versionControl = new InMemoryVersionControl(remote, CLOCK);
    private final EvolutionPublisher publisher = new EvolutionPublisher(versionControl, PUSH, CLOCK);

    @Test
    void a_branch_of_its_own_does_not_begin_at_what_a_protected_branch_refused() {
        FileChange put = new FileChange.Put(README, FileContent.ofText("A codec\n"), FileMode.REGULAR);
        CommitId readme = remote.someoneElseCommits(MAIN, "Begin", ADA, put);
        remote.rejectPushes(MAIN, new Rejection(Rejection.Reason.PROTECTED_BRANCH, "Use a pull request."));
        Evolution seed = evolution(1).build();
        BranchName beside = new BranchName("evolution/v1");
        PublicationResult refused = publisher.publish(seed);

        Optional<CommitId> onMain = publisher.findPublished(seed, MAIN);
        PublicationResult proposed = publisher.publishBeside(seed, beside);

        assertThat(refused).isInstanceOf(PublicationResult.Rejected.class);
        assertThat(onMain).isEmpty();
        assertThat(proposed).isInstanceOf(PublicationResult.Published.class);
        assertThat(remote.tip(MAIN)).contains(readme);
        assertThat(remote.log(beside)).hasSize(2);
        assertThat(publisher.findPublished(seed, beside)).isEqualTo(remote.tip(beside));
    }

    @Test
    void what_never_left_for_a_branch_of_its_own_is_not_too_late_to_give_up() {
        BranchName beside = new BranchName("evolution/v2");
        Evolution second = evolution(2).build();
        publisher.publish(evolution(1).build());
        remote.rejectPushes(beside, new Rejection(Rejection.Reason.PROTECTED_BRANCH, "Not now."));
        publisher.publishBeside(second, beside);

        assertThat(publisher.find(second, beside)).isPresent();
        assertThat(publisher.giveUp(second, beside)).isEmpty();
    }

    @Test
    void a_version_that_was_taken_back_says_by_which_commit_until_a_rollback_goes_to_it_again() {
        Evolution second = evolution(2).build();
        publisher.publish(evolution(1).build());
        publisher.publish(second);

        CommitId back =
                publisher.rollback(EvolutionVersion.SEED, "red").commitId().orElseThrow();
        PublicationResult takenBack = publisher.publish(second);
        publisher.rollback(second.version(), "green after all");
        PublicationResult again = publisher.publish(second);

        assertThat(takenBack)
                .isInstanceOfSatisfying(
                        PublicationResult.AlreadyPublished.class,
                        already -> assertThat(already.takenBackBy()).isEqualTo(back));
        assertThat(again)
                .isInstanceOfSatisfying(
                        PublicationResult.AlreadyPublished.class,
                        already -> assertThat(already.takenBackBy()).isNull());
    }

    @Test
    void the_first_version_begins_an_empty_repository() {
        Evolution seed = evolution(1).build();

        PublicationResult result = publisher.publish(seed);

        CommitId tip = remote.tip(MAIN).orElseThrow();
        assertThat(result)
                .isEqualTo(new PublicationResult.Published(
                        EvolutionVersion.SEED,
                        NOW,
                        tip,
                        true,
                        URI.create("https://github.com/ada/codec/commit/" + tip)));
        assertThat(remote.files(MAIN))
                .containsOnlyKeys(SOURCE, METRICS, LOG, new RepositoryPath("CHANGELOG.md"))
                .containsEntry(SOURCE, FileContent.ofText(seed.source().text()));
        assertThat(remote.tags()).containsOnly(Map.entry(new TagName("codec-v1"), tip));
    }

    @Test
    void versions_follow_each_other_with_one_commit_each() {
        publisher.publish(evolution(1).build());
        publisher.publish(evolution(2).build());
        publisher.publish(evolution(3).build());

        assertThat(remote.log(MAIN))
                .extracting(CommitSummary::title)
                .containsExactly(
                        "🤖 Autonomous Code Evolution - v3", "🤖 Autonomous Code Evolution - v2", "Seed codec - v1");
        assertThat(text(LOG)).containsSubsequence("## v3 - ", "## v2 - ", "## v1 - ");
        assertThat(text(METRICS)).containsSubsequence("\"version\": 1", "\"version\": 2", "\"version\": 3");
    }

    @Test
    void publishing_again_makes_no_second_commit() {
        PublicationResult first = publisher.publish(evolution(1).build());

        PublicationResult again = publisher.publish(evolution(1).build());

        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(again.commitId()).isEqualTo(first.commitId());
        assertThat(again.pushSuccess()).isTrue();
        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void a_lost_reply_to_a_push_is_found_out_by_publishing_again() {
        versionControl.failNextPushAfterProcessing();
        assertThatThrownBy(() -> publisher.publish(evolution(1).build()))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.isRetryable()).isTrue());

        PublicationResult again = publisher.publish(evolution(1).build());

        assertThat(again.pushSuccess()).isTrue();
        assertThat(again.commitId()).isEqualTo(remote.tip(MAIN));
        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void a_push_that_never_arrived_is_made_up_for_with_the_same_commit() {
        versionControl.failNextPushBeforeProcessing();
        assertThatThrownBy(() -> publisher.publish(evolution(1).build())).isInstanceOf(VersionControlException.class);

        PublicationResult again = publisher.publish(evolution(1).build());

        assertThat(again).isInstanceOf(PublicationResult.Published.class);
        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void a_lost_reply_to_a_commit_is_found_out_by_publishing_again() {
        versionControl.failNextCommitAfterProcessing();
        assertThatThrownBy(() -> publisher.publish(evolution(1).build())).isInstanceOf(VersionControlException.class);

        publisher.publish(evolution(1).build());

        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void a_new_clone_after_a_crash_makes_the_very_same_commit() {
        versionControl.failNextPushBeforeProcessing();
        assertThatThrownBy(() -> publisher.publish(evolution(1).build())).isInstanceOf(VersionControlException.class);
        CommitId lost = versionControl.status(MAIN, 1).unpublished().get(0);

        PublicationResult result = newPublisher(PUSH).publish(evolution(1).build());

        assertThat(result.commitId()).contains(lost);
    }

    @Test
    void a_persons_commit_to_another_file_is_built_upon() {
        publisher.publish(evolution(1).build());
        CommitId theirs = someoneWrites(README, "Read me");

        publisher.publish(evolution(2).build());

        assertThat(remote.log(MAIN)).extracting(CommitSummary::id).contains(theirs);
        assertThat(text(README)).isEqualTo("Read me");
    }

    @Test
    void a_persons_words_in_the_log_stay_where_they_are() {
        publisher.publish(evolution(1).build());
        someoneWrites(LOG, text(LOG).replace("# Evolution log", "# Our log\n\nRead this first.") + "\nThe end.\n");

        publisher.publish(evolution(2).build());

        assertThat(text(LOG)).startsWith("# Our log\n\nRead this first.").endsWith("\nThe end.\n");
        assertThat(text(LOG)).containsSubsequence("## v2 - ", "## v1 - ");
    }

    @Test
    void a_log_that_a_person_edits_while_we_push_is_joined() {
        publisher.publish(evolution(1).build());
        CommitId waiting = publisher.commit(evolution(2).build()).commitId().orElseThrow();
        publisher.commit(evolution(3).build());
        someoneWrites(LOG, text(LOG) + "\nWell done!\n");

        PushResult result = publisher.push(MAIN);

        assertThat(result).isInstanceOfSatisfying(PushResult.Pushed.class, pushed -> {
            assertThat(pushed.renamed()).containsKey(waiting).hasSize(2);
            assertThat(pushed.renamed()).containsValue(pushed.tip());
        });
        assertThat(text(LOG)).containsSubsequence("## v3 - ", "## v2 - ", "## v1 - ", "Well done!");
        assertThat(text(METRICS)).containsSubsequence("\"version\": 1", "\"version\": 2", "\"version\": 3");
        assertThat(remote.log(MAIN)).hasSize(4);
    }

    @Test
    void two_runs_with_sources_of_their_own_share_the_log_and_the_metrics() {
        EvolutionPublisher other = newPublisher(
                PUSH.withPaths(EvolutionPaths.DEFAULT.withSource(new RepositoryPath("src/main/java/OtherCodec.java")))
                        .withTags(TagRule.NONE));
        Evolution theirSeed =
                evolution(1).run("other").source("class OtherCodec {}").build();
        other.commit(theirSeed);
        publisher.publish(evolution(1).build());

        PublicationResult result = other.publish(theirSeed);

        assertThat(result).isInstanceOf(PublicationResult.Published.class);
        assertThat(result.commitId()).isEqualTo(remote.tip(MAIN));
        assertThat(remote.log(MAIN)).hasSize(2);
        assertThat(text(METRICS))
                .contains(theirSeed.id().value())
                .contains(evolution(1).build().id().value());
    }

    @Test
    void a_source_that_a_person_edited_is_not_overwritten() {
        publisher.publish(evolution(1).build());
        CommitId theirs = someoneWrites(SOURCE, "class EvolvedCodec { /* mine */ }");

        PublicationResult result = publisher.publish(evolution(2).build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Held.class, held -> {
            assertThat(held.hold().paths()).containsExactly(SOURCE);
            assertThat(held.hold().message()).contains("somebody changed it", "evoforge rollback");
            assertThat(held.commit()).isNull();
        });
        assertThat(remote.tip(MAIN)).contains(theirs);
    }

    @Test
    void a_source_that_stood_there_before_any_version_is_not_overwritten() {
        someoneWrites(SOURCE, "class EvolvedCodec { /* mine */ }");

        assertThat(publisher.publish(evolution(1).build())).isInstanceOf(PublicationResult.Held.class);
        assertThat(text(SOURCE)).contains("mine");
    }

    @Test
    void a_source_that_a_person_edits_while_we_push_is_not_overwritten() {
        publisher.publish(evolution(1).build());
        CommitId ours = publisher.commit(evolution(2).build()).commitId().orElseThrow();
        someoneWrites(SOURCE, "class EvolvedCodec { /* mine */ }");

        PublicationResult result = publisher.publish(evolution(2).build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Held.class, held -> {
            assertThat(held.hold().paths()).containsExactly(SOURCE);
            assertThat(held.commit()).isEqualTo(ours);
        });
        assertThat(text(SOURCE)).contains("mine");
    }

    @Test
    void after_the_person_undid_the_edit_the_held_version_is_published() {
        publisher.publish(evolution(1).build());
        publisher.commit(evolution(2).build());
        String before = text(SOURCE);
        someoneWrites(SOURCE, "class EvolvedCodec { /* mine */ }");
        publisher.publish(evolution(2).build());
        someoneWrites(SOURCE, before);

        PublicationResult result = publisher.publish(evolution(2).build());

        assertThat(result).isInstanceOf(PublicationResult.Published.class);
        assertThat(text(SOURCE)).isEqualTo(evolution(2).build().source().text());
    }

    @Test
    void another_run_that_is_as_far_is_not_overwritten() {
        publisher.publish(evolution(1).build());
        publisher.publish(evolution(2).build());

        PublicationResult result = publisher.publish(
                evolution(2).run("other").source("class Another {}").build());

        assertThat(result.error().orElseThrow()).contains("already is v2 of another run");
        assertThat(remote.log(MAIN)).hasSize(2);
    }

    @Test
    void metrics_that_a_person_broke_are_not_overwritten() {
        publisher.publish(evolution(1).build());
        someoneWrites(METRICS, "{\n  \"schema\": 1,\n  \"evolutions\": [oops]\n}");

        PublicationResult result = publisher.publish(evolution(2).build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Held.class, held -> {
            assertThat(held.hold().paths()).containsExactly(METRICS);
            assertThat(held.hold().message()).contains("line 3 is not valid JSON: 'oops' is no value");
        });
        assertThat(text(METRICS)).contains("oops");
    }

    @Test
    void a_remote_that_says_no_is_reported_with_its_words() {
        Rejection no = new Rejection(Rejection.Reason.PROTECTED_BRANCH, "GH006: the branch is protected");
        remote.rejectPushes(MAIN, no);

        PublicationResult result = publisher.publish(evolution(1).build());

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublicationResult.Rejected.class,
                        rejected -> assertThat(rejected.rejection()).isEqualTo(no));
        assertThat(result.commitSuccess()).isTrue();
        assertThat(result.pushSuccess()).isFalse();
        assertThat(result.error()).contains("GH006: the branch is protected");
        assertThat(remote.log(MAIN)).isEmpty();
    }

    @Test
    void a_deleted_or_rewound_branch_is_not_made_anew() {
        publisher.publish(evolution(1).build());
        CommitId first = remote.tip(MAIN).orElseThrow();
        publisher.publish(evolution(2).build());
        publisher.commit(evolution(3).build());

        remote.someoneElseMoves(MAIN, first);
        PushResult rewound = publisher.push(MAIN);
        remote.someoneElseDeletes(MAIN);
        PushResult deleted = publisher.push(MAIN);

        assertThat(rewound)
                .isInstanceOfSatisfying(
                        PushResult.Held.class,
                        held -> assertThat(held.hold().message()).contains("was rewound to " + first.shortHex()));
        assertThat(deleted)
                .isInstanceOfSatisfying(
                        PushResult.Held.class,
                        held -> assertThat(held.hold().message()).contains("is gone"));
    }

    @Test
    void the_local_strategy_leaves_the_remote_alone() {
        EvolutionPublisher local =
                new EvolutionPublisher(versionControl, PUSH.withStrategy(CommitStrategy.LOCAL), CLOCK);

        PublicationResult result = local.publish(evolution(1).build());

        assertThat(result.commitSuccess()).isTrue();
        assertThat(result.pushSuccess()).isFalse();
        assertThat(result.error()).isEmpty();
        assertThat(remote.tip(MAIN)).isEmpty();
        assertThat(local.publish(evolution(1).build())).isInstanceOf(PublicationResult.AlreadyPublished.class);
    }

    @Test
    void the_status_tells_where_the_branch_stands_and_reads_the_versions_back() {
        publisher.publish(evolution(1).build());
        someoneWrites(README, "Read me");
        publisher.publish(evolution(2).build());
        publisher.commit(evolution(3).build());

        RepositoryStatus status = publisher.status();

        assertThat(status.totalCommits()).isEqualTo(4);
        assertThat(status.commitsInLastDay()).isEqualTo(4);
        assertThat(status.hasChanges()).isTrue();
        assertThat(status.unpublished()).hasSize(1);
        assertThat(status.latestEvolutions())
                .extracting(RecordedEvolution::version)
                .containsExactly(new EvolutionVersion(3), new EvolutionVersion(2), new EvolutionVersion(1));
        assertThat(status.current().orElseThrow().improvement()).isEqualTo("34% better than v2");
    }

    @Test
    void the_status_of_an_empty_repository_is_empty() {
        RepositoryStatus status = publisher.status();

        assertThat(status.lastCommit()).isNull();
        assertThat(status.current()).isEmpty();
        assertThat(status.hasChanges()).isFalse();
    }

    @Test
    void many_threads_with_the_same_version_make_one_commit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<EvolutionPublisher> publishers = List.of(newPublisher(PUSH), newPublisher(PUSH));
            List<Future<PublicationResult>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                EvolutionPublisher one = publishers.get(i % 2);
                results.add(threads.submit(() -> one.publish(evolution(1).build())));
            }
            for (Future<PublicationResult> result : results) {
                assertThat(result.get().pushSuccess()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(remote.log(MAIN)).hasSize(1);
    }

    @Test
    void the_same_message_by_somebody_else_is_recognised_as_the_commit() {
        Evolution second = evolution(2).build();
        publisher.publish(evolution(1).build());
        CommitId merged = remote.someoneElseCommits(
                MAIN,
                CommitMessage.of(second, 36),
                ADA,
                put(SOURCE, second.source().text()));

        PublicationResult result = publisher.publish(second);

        assertThat(result).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(result.commitId()).contains(merged);
    }

    @Test
    void going_back_is_a_new_commit_with_the_old_source() {
        publisher.publish(evolution(1).build());
        publisher.publish(evolution(2).build());

        PublicationResult result = publisher.rollback(EvolutionVersion.SEED, "Version 2 is too slow");

        assertThat(result).isInstanceOf(PublicationResult.Published.class);
        assertThat(result.commitId()).isEqualTo(remote.tip(MAIN));
        assertThat(remote.log(MAIN)).hasSize(3);
        assertThat(text(SOURCE)).isEqualTo(evolution(1).build().source().text());
        assertThat(publisher.status().current().orElseThrow().rollbackOf()).isEqualTo(new EvolutionVersion(2));
    }

    @Test
    void going_back_twice_makes_one_commit() {
        publisher.publish(evolution(1).build());
        publisher.publish(evolution(2).build());
        versionControl.failNextPushAfterProcessing();
        assertThatThrownBy(() -> publisher.rollback(EvolutionVersion.SEED, "too slow"))
                .isInstanceOf(VersionControlException.class);

        PublicationResult again = publisher.rollback(EvolutionVersion.SEED, "too slow");

        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(again.commitId()).isEqualTo(remote.tip(MAIN));
        assertThat(remote.log(MAIN)).hasSize(3);
    }

    @Test
    void going_back_gives_up_a_persons_edit_and_lets_evolution_go_on() {
        publisher.publish(evolution(1).build());
        CommitId theirs = someoneWrites(SOURCE, "class EvolvedCodec { /* mine */ }");

        publisher.rollback(EvolutionVersion.SEED, "The edit did not decode");
        PublicationResult next = publisher.publish(evolution(2).build());

        assertThat(next).isInstanceOf(PublicationResult.Published.class);
        assertThat(remote.log(MAIN)).extracting(CommitSummary::id).contains(theirs);
    }

    @Test
    void there_is_no_going_back_to_what_never_was() {
        publisher.publish(evolution(1).build());

        assertThatThrownBy(() -> publisher.rollback(new EvolutionVersion(9), "why not"))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.NOT_FOUND))
                .hasMessageContaining("Cannot find v9 on 'main'");
    }

    @Test
    void the_source_of_every_version_can_be_read_back() {
        publisher.publish(evolution(1).build());
        publisher.publish(evolution(2).build());

        assertThat(publisher.source(EvolutionVersion.SEED))
                .contains(evolution(1).build().source());
        assertThat(publisher.source(new EvolutionVersion(3))).isEmpty();
        assertThat(publisher.history(50))
                .extracting(RecordedEvolution::id)
                .containsExactly(evolution(2).build().id(), evolution(1).build().id());
    }

    @Test
    void a_commit_far_back_is_found_all_the_same() {
        PublicationResult first = publisher.publish(evolution(1).build());
        for (int i = 0; i < 120; i++) {
            someoneWrites(README, "Read me " + i);
        }

        assertThat(publisher.publish(evolution(1).build()).commitId()).isEqualTo(first.commitId());
        assertThat(publisher.publish(evolution(2).build())).isInstanceOf(PublicationResult.Published.class);
        assertThat(remote.log(MAIN)).hasSize(122);
    }

    @Test
    void a_source_with_a_secret_is_refused_before_anything_is_written() {
        String token = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zCfLiO";

        PublicationResult result = publisher.publish(evolution(1)
                .source("class EvolvedCodec { String t = \"" + token + "\"; }")
                .build());

        assertThat(result).isInstanceOfSatisfying(PublicationResult.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.SECRET_FOUND);
            assertThat(rejected.rejection().message())
                    .contains("'" + SOURCE + "' seems to hold a secret (GitHub personal access token in line 1)")
                    .doesNotContain(token);
        });
        assertThat(result.commitSuccess()).isFalse();
        assertThat(versionControl.status(MAIN, 1).tip()).isNull();
    }

    @Test
    void a_summary_with_the_credential_in_use_is_refused() {
        SecretScanner scanner = new SecretScanner(() -> List.of(new Secret("correct-horse-battery")));
        EvolutionPublisher guarded = new EvolutionPublisher(versionControl, PUSH, CLOCK, scanner);

        PublicationResult result = guarded.publish(
                evolution(1).summary("uses correct-horse-battery").build());

        assertThat(result.error().orElseThrow()).contains("credential in use").doesNotContain("correct-horse");
    }

    @Test
    void what_a_person_committed_is_not_searched_for_secrets() {
        publisher.publish(evolution(1).build());
        someoneWrites(LOG, text(LOG) + "\nhttps://ada:" + "not-a-secret@example.org\n");

        assertThat(publisher.publish(evolution(2).build())).isInstanceOf(PublicationResult.Published.class);
    }

    @Test
    void a_source_that_is_too_large_is_refused() {
        EvolutionPublisher small = newPublisher(PUSH.withFileSizeLimit(new FileSizeLimit(4_000)));

        PublicationResult result =
                small.publish(evolution(1).source("//".repeat(4_000)).build());

        assertThat(result.error())
                .contains(
                        "Not committed: '" + SOURCE + "' has 8000 bytes, more than the 4000" + " allowed in one file.");
    }

    @Test
    void settings_that_point_at_files_that_act_need_a_permission() {
        RepositoryPath workflow = new RepositoryPath(".github/workflows/codec.yml");
        EvolutionPaths paths = EvolutionPaths.DEFAULT.withSource(workflow);

        assertThatThrownBy(() -> PUSH.withPaths(paths))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("explicit permission");
        assertThat(PUSH.withPathPolicy(new PathPolicy(Set.of(workflow)))
                        .withPaths(paths)
                        .paths())
                .isEqualTo(paths);
    }

    @Test
    void pull_requests_need_a_host_that_has_them() {
        assertThatThrownBy(() -> newPublisher(PUSH.withStrategy(CommitStrategy.PULL_REQUEST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose 'push'");
    }

    private EvolutionPublisher newPublisher(PublisherSettings settings) {
        return new EvolutionPublisher(new InMemoryVersionControl(remote, CLOCK), settings, CLOCK);
    }

    private CommitId someoneWrites(RepositoryPath path, String text) {
        return remote.someoneElseCommits(MAIN, "Work of a person", ADA, put(path, text));
    }

    private static FileChange put(RepositoryPath path, String text) {
        return new FileChange.Put(path, FileContent.ofText(text), FileMode.KEEP);
    }

    private String text(RepositoryPath path) {
        return Objects.requireNonNull(remote.files(MAIN).get(path)).asText().orElseThrow();
    }
}
