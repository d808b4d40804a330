package io.evoforge.testkit.versioncontrol;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@code VersionControl} promises, so that they can be exchanged by configuration. Judged by what the remote
 * repository really holds, not by what the adapter says.
 *
 * <p>Commits are published by a push, so an adapter that shows them at once fits as well: its push finds nothing to do.
 */
@ExtendWith(TypedRefusals.class)
public abstract class VersionControlContract {
    /** The branch of most tests. */
    protected static final BranchName MAIN = new BranchName("main");

    private static final CommitId NO_SUCH_COMMIT = new CommitId("0123456789abcdef0123456789abcdef01234567");

    /** The repository of the running test. */
    protected TestRepository repository;

    /** Fills the fields; JUnit calls it before the subclass is ready, so the repository is made later. */
    @SuppressWarnings("NullAway.Init")
    protected VersionControlContract() {}

    /** A new, empty repository without any branch. */
    protected abstract TestRepository newRepository();

    /** Whether a commit keeps author, dates and id; not so where the host signs it and puts in its own. */
    protected boolean keepsIdentity() {
        return true;
    }

    /** Names of the tests whose changesets this adapter has no words for; it has to refuse them as unsupported. */
    protected Set<String> inexpressible() {
        return Set.of();
    }

    @BeforeEach
    void open() {
        repository = newRepository();
    }

    @AfterEach
    void close() {
        repository.checkHealth();
        repository.close();
    }

    @Test
    void the_first_commit_of_an_empty_repository_begins_the_branch() {
        CommitId commit =
                commit(aChangeset().put("codec/Codec.java", "class Codec {}\n").build());

        PushOutcome outcome = push();

        assertPublished(outcome, commit);
        assertThat(repository.tip(MAIN)).contains(commit);
        assertThat(texts()).isEqualTo(Map.of("codec/Codec.java", "class Codec {}\n"));
    }

    @Test
    void a_commit_says_exactly_what_the_changeset_says() {
        Signature author =
                new Signature("Zoë Ørsted", "zoe@example.org", OffsetDateTime.parse("2026-02-03T04:05:06-07:30"));
        String message = "🚀 Evolution v7: ≥ 3 % better\n\nFür alle.\n\nEvolution-Id: 01\nCodec-Version: 7\n";

        publish(aChangeset().put("a.txt", "a").message(message).by(author).build());

        CommitSummary commit = repository.log(MAIN).get(0);
        assertThat(commit.message().stripTrailing()).isEqualTo(message.stripTrailing());
        if (keepsIdentity()) {
            assertThat(commit.author()).isEqualTo(author);
            assertThat(commit.committer()).isEqualTo(author);
        }
    }

    @Test
    void the_same_changeset_gives_the_same_commit_for_every_publisher() {
        CommitId base = repository.someoneElseCommits(MAIN, put("README", "hello\n"));
        Changeset changeset = aChangeset().on(base).put("a/b/c.txt", "x").build();

        CommitId first = commit(changeset);
        CommitId again = commit(changeset);
        CommitOutcome elsewhere = repository.anotherPublisher().commit(changeset);

        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isEqualTo(new CommitOutcome.Committed(first));
    }

    @Test
    void a_changeset_that_was_published_before_is_found_again_not_repeated() {
        CommitId base = repository.someoneElseCommits(MAIN, put("README", "hello\n"));
        Changeset changeset = aChangeset().on(base).put("a.txt", "ours").build();
        CommitId published = publish(changeset);
        repository.someoneElseCommits(MAIN, put("a.txt", "theirs"));

        CommitOutcome outcome = repository.anotherPublisher().commit(changeset);

        assertThat(outcome).isEqualTo(new CommitOutcome.Committed(published));
        assertThat(repository.log(MAIN)).hasSize(3);
    }

    @Test
    void several_commits_are_published_in_their_order() {
        CommitId first = commit(aChangeset().put("a.txt", "1").message("One").build());
        CommitId second =
                commit(aChangeset().on(first).put("a.txt", "2").message("Two").build());
        CommitId third = commit(
                aChangeset().on(second).put("b.txt", "3").message("Three").build());

        PushOutcome outcome = push();

        assertPublished(outcome, published(outcome, third));
        assertThat(repository.log(MAIN))
                .extracting(CommitSummary::id)
                .containsExactly(published(outcome, third), published(outcome, second), published(outcome, first));
        assertThat(texts()).isEqualTo(Map.of("a.txt", "2", "b.txt", "3"));
    }

    @Test
    void files_are_kept_byte_for_byte() {
        byte[] everyByte = new byte[512];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }

        publish(aChangeset()
                .put("every.bin", FileContent.of(everyByte), FileMode.REGULAR)
                .put("windows.txt", "a\r\nb\r\n")
                .put("empty", "")
                .put("no-line-end", "x")
                .build());

        assertThat(repository.files(MAIN))
                .containsEntry(new RepositoryPath("every.bin"), FileContent.of(everyByte))
                .containsEntry(new RepositoryPath("windows.txt"), FileContent.ofText("a\r\nb\r\n"))
                .containsEntry(new RepositoryPath("empty"), FileContent.ofText(""))
                .containsEntry(new RepositoryPath("no-line-end"), FileContent.ofText("x"));
    }

    @Test
    void a_file_keeps_its_mode_unless_another_is_asked_for() {
        CommitId base = repository.someoneElseCommits(
                MAIN, executable("kept.sh", "1"), executable("lost.sh", "1"), put("gained.sh", "1"));

        publish(aChangeset()
                .on(base)
                .put("kept.sh", "2")
                .put("lost.sh", FileContent.ofText("2"), FileMode.REGULAR)
                .put("gained.sh", FileContent.ofText("2"), FileMode.EXECUTABLE)
                .put("new", "2")
                .put("new.sh", FileContent.ofText("2"), FileMode.EXECUTABLE)
                .build());

        assertThat(repository.executables(MAIN)).isEqualTo(paths("gained.sh", "kept.sh", "new.sh"));
    }

    @Test
    void deleting_takes_the_file_and_the_directories_that_become_empty() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a/b/c/only.txt", "x"), put("a/other.txt", "y"));

        publish(aChangeset()
                .on(base)
                .delete("a/b/c/only.txt")
                .delete("never/was/there.txt")
                .build());

        assertThat(texts()).isEqualTo(Map.of("a/other.txt", "y"));
    }

    @Test
    void names_are_ordered_as_git_orders_them() {
        publish(aChangeset()
                .put("a/file", "1")
                .put("a.b", "2")
                .put("a-b", "3")
                .put("ab", "4")
                .put("a0", "5")
                .put("B", "6")
                .build());

        repository.checkHealth();
        assertThat(texts()).hasSize(6);
    }

    @Test
    void a_file_can_make_room_for_a_directory_of_its_name() {
        CommitId base = repository.someoneElseCommits(MAIN, put("codec", "a file"), put("other", "x"));

        publish(aChangeset()
                .on(base)
                .delete("codec")
                .put("codec/v1.java", "below")
                .build());

        assertThat(texts()).isEqualTo(Map.of("codec/v1.java", "below", "other", "x"));
    }

    @Test
    void a_path_below_a_file_is_refused_and_changes_nothing() {
        CommitId base = repository.someoneElseCommits(MAIN, put("codec", "a file"));
        Changeset impossible =
                aChangeset().on(base).put("codec/v1.java", "below").build();

        assertThatThrownBy(() -> repository.underTest().commit(impossible))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.UNSUPPORTED));
        assertThat(repository.tip(MAIN)).contains(base);
    }

    @Test
    void content_that_is_there_already_makes_no_commit() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "same"));

        CommitOutcome outcome = repository
                .underTest()
                .commit(aChangeset().on(base).put("a.txt", "same").build());

        assertThat(outcome).isEqualTo(new CommitOutcome.Unchanged(base));
        assertThat(repository.tip(MAIN)).contains(base);
    }

    @Test
    void nothing_to_push_is_up_to_date() {
        assertThat(push()).isEqualTo(new PushOutcome.UpToDate(null));

        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));

        assertThat(push()).isEqualTo(new PushOutcome.UpToDate(base));
    }

    @Test
    void pushing_twice_publishes_once() {
        CommitId commit = publish(aChangeset().put("a.txt", "1").build());

        PushOutcome again = push();

        assertThat(again).isEqualTo(new PushOutcome.UpToDate(commit));
        assertThat(repository.log(MAIN)).hasSize(1);
    }

    @Test
    void a_branch_that_moved_in_other_paths_before_the_commit_is_followed() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"), put("b.txt", "1"));
        CommitId moved = repository.someoneElseCommits(MAIN, put("b.txt", "2"));
        status(); // an adapter need not look before it pushes; now it has

        publish(aChangeset().on(base).put("a.txt", "2").build());

        assertThat(texts()).isEqualTo(Map.of("a.txt", "2", "b.txt", "2"));
        assertThat(repository.log(MAIN))
                .extracting(CommitSummary::id)
                .contains(moved, base)
                .hasSize(3);
    }

    @Test
    void a_branch_that_moved_in_other_paths_after_the_commit_is_followed() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"), put("b.txt", "1"));
        CommitId first =
                commit(aChangeset().on(base).put("a.txt", "2").message("One").build());
        CommitId second =
                commit(aChangeset().on(first).put("c.txt", "3").message("Two").build());
        CommitId moved = repository.someoneElseCommits(MAIN, put("b.txt", "2"));

        PushOutcome outcome = push();

        List<CommitSummary> log = repository.log(MAIN);
        assertThat(texts()).isEqualTo(Map.of("a.txt", "2", "b.txt", "2", "c.txt", "3"));
        assertThat(log).hasSize(4);
        assertThat(log).extracting(CommitSummary::title).startsWith("Two", "One");
        assertThat(log).extracting(CommitSummary::id).contains(moved, base);
        assertThat(outcome)
                .isEqualTo(new PushOutcome.Pushed(
                        log.get(0).id(),
                        Map.of(first, log.get(1).id(), second, log.get(0).id())));
    }

    @Test
    void a_commit_in_the_way_of_somebody_elses_is_a_conflict_that_names_the_paths() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"), put("b.txt", "1"));
        CommitId moved = repository.someoneElseCommits(MAIN, put("a.txt", "theirs"));
        status();

        CommitOutcome outcome = repository
                .underTest()
                .commit(aChangeset()
                        .on(base)
                        .put("a.txt", "ours")
                        .put("b.txt", "ours")
                        .build());

        assertThat(outcome).isEqualTo(new CommitOutcome.Conflict(moved, paths("a.txt")));
        assertThat(repository.tip(MAIN)).contains(moved);
    }

    @Test
    void a_push_in_the_way_of_somebody_elses_is_a_conflict_and_overwrites_nothing() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"), put("b.txt", "1"));
        commit(aChangeset().on(base).put("a.txt", "ours").put("b.txt", "ours").build());
        CommitId moved = repository.someoneElseCommits(MAIN, put("a.txt", "theirs"));

        PushOutcome outcome = push();

        assertThat(outcome).isEqualTo(new PushOutcome.Conflict(moved, paths("a.txt")));
        assertThat(repository.tip(MAIN)).contains(moved);
        assertThat(push()).isEqualTo(outcome);
    }

    @Test
    void what_was_given_up_is_gone_and_the_next_commit_goes_on_from_the_remote() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().on(base).put("a.txt", "ours").tag("v2").build());
        CommitId moved = repository.someoneElseCommits(MAIN, put("a.txt", "theirs"));
        push();

        repository.underTest().discard(MAIN);

        assertThat(status().tip()).isEqualTo(moved);
        assertThat(status().unpublished()).isEmpty();
        assertPublished(push(), moved);
        CommitId next =
                publish(aChangeset().on(moved).put("a.txt", "again").tag("v2").build());
        assertThat(repository.log(MAIN)).extracting(CommitSummary::id).containsExactly(next, moved, base);
        assertThat(repository.tags()).isEqualTo(Map.of(new TagName("v2"), next));
    }

    @Test
    void giving_up_leaves_what_is_published() {
        CommitId published = publish(aChangeset().put("a.txt", "1").build());

        repository.underTest().discard(MAIN);

        assertThat(status().tip()).isEqualTo(published);
        assertThat(repository.tip(MAIN)).contains(published);
    }

    @Test
    void giving_up_on_a_branch_that_the_remote_has_not_got_does_nothing() {
        publish(aChangeset().put("a.txt", "1").build());
        BranchName beside = new BranchName("evolution/v1");
        commit(aChangeset().branch(beside).put("b.txt", "1").build());

        repository.underTest().discard(beside);

        repository.underTest().push(beside, MergeDriver.NONE);
        assertThat(repository.tip(beside)).isPresent();
    }

    @Test
    void deleting_what_somebody_else_changed_is_a_conflict() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().on(base).delete("a.txt").put("b.txt", "ours").build());
        CommitId moved = repository.someoneElseCommits(MAIN, put("a.txt", "theirs"));

        assertThat(push()).isEqualTo(new PushOutcome.Conflict(moved, paths("a.txt")));
    }

    @Test
    void the_driver_joins_a_file_that_both_sides_changed() {
        CommitId base = repository.someoneElseCommits(MAIN, put("log.md", "0\n"));
        commit(aChangeset().on(base).put("log.md", "0\nours\n").build());
        repository.someoneElseCommits(MAIN, put("log.md", "0\ntheirs\n"));
        MergeDriver appending = (path, before, ours, theirs) -> Optional.of(FileContent.ofText(
                text(theirs) + text(ours).substring(text(before).length())));

        PushOutcome outcome = repository.underTest().push(MAIN, appending);

        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(texts()).isEqualTo(Map.of("log.md", "0\ntheirs\nours\n"));
    }

    @Test
    void somebody_else_making_the_very_same_change_is_no_conflict() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().on(base).put("a.txt", "2").put("b.txt", "ours").build());
        repository.someoneElseCommits(MAIN, put("a.txt", "2"));

        assertThat(push()).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(texts()).isEqualTo(Map.of("a.txt", "2", "b.txt", "ours"));
    }

    @Test
    void a_branch_that_somebody_began_meanwhile_is_followed() {
        commit(aChangeset().put("a.txt", "ours").build());
        CommitId theirs = repository.someoneElseCommits(MAIN, put("README", "theirs"));

        assertThat(push()).isInstanceOf(PushOutcome.Pushed.class);

        assertThat(texts()).isEqualTo(Map.of("README", "theirs", "a.txt", "ours"));
        assertThat(repository.log(MAIN))
                .extracting(CommitSummary::id)
                .contains(theirs)
                .hasSize(2);
    }

    @Test
    void a_branch_that_somebody_deleted_is_a_conflict_and_stays_deleted() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().on(base).put("a.txt", "2").build());
        repository.someoneElseDeletes(MAIN);

        assertThat(push()).isEqualTo(new PushOutcome.Conflict(null, Set.of()));
        assertThat(repository.tip(MAIN)).isEmpty();
    }

    @Test
    void a_branch_that_somebody_rewound_is_a_conflict_and_stays_rewound() {
        CommitId old = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        CommitId published = publish(
                aChangeset().on(old).put("a.txt", "2").message("Published").build());
        commit(aChangeset().on(published).put("b.txt", "3").message("Pending").build());
        repository.someoneElseMoves(MAIN, old);

        PushOutcome outcome = push();

        assertThat(outcome).isEqualTo(new PushOutcome.Conflict(old, Set.of()));
        assertThat(repository.tip(MAIN)).contains(old);
    }

    @Test
    void two_publishers_both_make_progress() {
        CommitId base = repository.someoneElseCommits(MAIN, put("README", "hello"));
        Publishers pair = new Publishers(repository.underTest(), repository.anotherPublisher());

        for (int i = 0; i < 3; i++) {
            pair.one()
                    .commit(aChangeset()
                            .on(base)
                            .put("one/" + i, "1")
                            .message("One " + i)
                            .build());
            pair.other()
                    .commit(aChangeset()
                            .on(base)
                            .put("other/" + i, "1")
                            .message("Other " + i)
                            .build());
            assertThat(pair.one().push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
            assertThat(pair.other().push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
        }

        assertThat(repository.log(MAIN)).hasSize(7);
        assertThat(texts()).hasSize(7);
    }

    /** Two adapters on one repository. */
    private record Publishers(VersionControl one, VersionControl other) {}

    @Test
    void a_tag_is_published_with_its_commit() {
        CommitId commit = publish(aChangeset().put("a.txt", "1").tag("v1").build());

        assertThat(repository.tags()).isEqualTo(Map.of(new TagName("v1"), commit));
    }

    @Test
    void a_tag_goes_with_a_commit_that_gets_a_new_parent() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().on(base).put("a.txt", "2").tag("v2").build());
        repository.someoneElseCommits(MAIN, put("b.txt", "theirs"));

        assertThat(push()).isInstanceOf(PushOutcome.Pushed.class);

        CommitId tip = repository.tip(MAIN).orElseThrow();
        assertThat(repository.tags()).isEqualTo(Map.of(new TagName("v2"), tip));
    }

    @Test
    void a_taken_tag_keeps_both_from_being_published() {
        CommitId first = publish(aChangeset().put("a.txt", "1").tag("v1").build());
        CommitOutcome committed = repository
                .anotherPublisher()
                .commit(aChangeset()
                        .on(first)
                        .put("a.txt", "2")
                        .message("Two")
                        .tag("v1")
                        .build());

        PushOutcome outcome = committed.match(
                made -> repository.anotherPublisher().push(MAIN, MergeDriver.NONE),
                unchanged -> new PushOutcome.UpToDate(first),
                conflict -> new PushOutcome.Conflict(first, Set.of()),
                rejected -> new PushOutcome.Rejected(rejected.rejection()));

        assertThat(outcome).isInstanceOf(PushOutcome.Rejected.class);
        assertThat(repository.tip(MAIN)).contains(first);
        assertThat(repository.tags()).isEqualTo(Map.of(new TagName("v1"), first));
    }

    @Test
    void branches_do_not_touch_each_other() {
        BranchName evolution = new BranchName("evolution/v1");
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));

        CommitId commit =
                commit(aChangeset().branch(evolution).put("a.txt", "2").build());
        repository.underTest().push(evolution, MergeDriver.NONE);

        assertThat(repository.tip(evolution)).contains(commit);
        assertThat(repository.tip(MAIN)).contains(base);
    }

    @Test
    void a_branch_can_begin_at_a_commit_of_another_one_which_stays_as_it_is() {
        BranchName evolution = new BranchName("evolution/v1");
        CommitId first = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        CommitId base = repository.someoneElseCommits(MAIN, put("b.txt", "1"));
        Changeset changeset = aChangeset()
                .branch(evolution)
                .on(repository.underTest().status(MAIN, 1).tip())
                .put("a.txt", "2")
                .build();
        CommitId commit = commit(changeset);
        repository.restart();
        assertThat(commit(changeset)).isEqualTo(commit);

        CommitId published = published(repository.underTest().push(evolution, MergeDriver.NONE), commit);

        assertThat(repository.tip(evolution)).contains(published);
        assertThat(repository.log(evolution)).extracting(CommitSummary::id).containsExactly(published, base, first);
        assertThat(repository.tip(MAIN)).contains(base);
        BranchStatus status = repository.underTest().status(evolution, 10);
        assertThat(status.totalCommits()).isEqualTo(3);
        assertThat(status.unpublished()).isEmpty();
        assertThat(repository.anotherPublisher().commit(changeset)).isEqualTo(new CommitOutcome.Committed(published));
    }

    @Test
    void a_branch_begun_at_another_one_that_somebody_began_meanwhile_is_followed() {
        BranchName evolution = new BranchName("evolution/v1");
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        commit(aChangeset().branch(evolution).on(base).put("b.txt", "ours").build());
        repository.someoneElseMoves(evolution, base);
        CommitId theirs = repository.someoneElseCommits(evolution, put("c.txt", "theirs"));

        PushOutcome outcome = repository.underTest().push(evolution, MergeDriver.NONE);

        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(repository.log(evolution))
                .extracting(CommitSummary::id)
                .contains(theirs, base)
                .hasSize(3);
    }

    @Test
    void a_branch_begun_at_another_one_that_somebody_deleted_stays_deleted() {
        BranchName evolution = new BranchName("evolution/v1");
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        CommitId first = publish(
                aChangeset().branch(evolution).on(base).put("b.txt", "1").build());
        commit(aChangeset()
                .branch(evolution)
                .on(first)
                .put("b.txt", "2")
                .message("Again")
                .build());
        repository.someoneElseDeletes(evolution);

        assertThat(repository.underTest().push(evolution, MergeDriver.NONE))
                .isEqualTo(new PushOutcome.Conflict(null, Set.of()));
        assertThat(repository.tip(evolution)).isEmpty();
    }

    @Test
    void the_name_of_a_branch_that_somebody_deleted_is_free_for_whoever_saw_that() {
        BranchName evolution = new BranchName("evolution/v1");
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        publish(aChangeset().branch(evolution).on(base).put("b.txt", "1").build());
        repository.someoneElseDeletes(evolution);
        repository.underTest().status(evolution, 1);

        CommitId again = publish(aChangeset()
                .branch(evolution)
                .on(base)
                .put("b.txt", "2")
                .message("Again")
                .build());

        assertThat(repository.log(evolution)).extracting(CommitSummary::id).containsExactly(again, base);
    }

    @Test
    void work_that_was_committed_is_still_there_after_a_restart() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        Changeset changeset = aChangeset().on(base).put("a.txt", "2").build();
        CommitId commit = commit(changeset);

        repository.restart();

        assertThat(commit(changeset)).isEqualTo(commit);
        CommitId published = published(push(), commit);
        assertThat(repository.tip(MAIN)).contains(published);
        assertThat(repository.log(MAIN)).hasSize(2);
    }

    @Test
    void the_status_counts_commits_and_shows_the_latest_first() {
        CommitId base = repository.someoneElseCommits(MAIN, put("a.txt", "1"));
        CommitId second = repository.someoneElseCommits(MAIN, put("a.txt", "2"));
        CommitId ours = commit(aChangeset().on(second).put("b.txt", "3").build());

        BranchStatus status = repository.underTest().status(MAIN, 2);

        assertThat(status.tip()).isEqualTo(ours);
        assertThat(status.latest()).extracting(CommitSummary::id).containsExactly(ours, second);
        assertThat(status.totalCommits()).isEqualTo(3);
        CommitId published = published(push(), ours);
        BranchStatus after = status();
        assertThat(after.remoteTip()).isEqualTo(published);
        assertThat(after.unpublished()).isEmpty();
        assertThat(after.latest()).extracting(CommitSummary::id).containsExactly(published, second, base);
    }

    @Test
    void the_status_of_a_branch_that_does_not_exist_is_empty() {
        BranchStatus status = status();

        assertThat(status).isEqualTo(new BranchStatus(MAIN, null, null, List.of(), 0, 0, List.of()));
    }

    @Test
    void a_file_is_read_as_it_was_in_each_commit() {
        CommitId first = publish(aChangeset().put("a/b.txt", "1").build());
        CommitId second = publish(
                aChangeset().on(first).put("a/b.txt", "2").message("Two").build());
        RepositoryPath path = new RepositoryPath("a/b.txt");

        assertThat(repository.underTest().read(first, path)).contains(FileContent.ofText("1"));
        assertThat(repository.underTest().read(second, path)).contains(FileContent.ofText("2"));
        assertThat(repository.anotherPublisher().read(first, path)).contains(FileContent.ofText("1"));
        assertThat(repository.underTest().read(first, new RepositoryPath("a"))).isEmpty();
        assertThat(repository.underTest().read(first, new RepositoryPath("nowhere")))
                .isEmpty();
    }

    @Test
    void a_commit_that_does_not_exist_cannot_be_read() {
        publish(aChangeset().put("a.txt", "1").build());

        assertThatThrownBy(() -> repository.underTest().read(NO_SUCH_COMMIT, new RepositoryPath("a.txt")))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.NOT_FOUND));
    }

    @Test
    void a_commit_is_found_by_its_trailer_however_old_it_is() {
        CommitId first = publish(aChangeset()
                .put("a.txt", "1")
                .message("One\n\nEvolution-Id: first\nCodec-Version: 1\n")
                .build());
        for (int i = 0; i < 5; i++) {
            repository.someoneElseCommits(MAIN, put("b.txt", "theirs " + i));
        }

        Trailer trailer = new Trailer("Evolution-Id", "first");
        assertThat(repository.underTest().find(MAIN, trailer))
                .map(CommitSummary::id)
                .contains(first);
        assertThat(repository.anotherPublisher().find(MAIN, trailer))
                .map(CommitSummary::id)
                .contains(first);
        assertThat(repository.underTest().find(MAIN, new Trailer("Evolution-Id", "second")))
                .isEmpty();
    }

    @Test
    void a_trailer_counts_only_in_the_last_paragraph() {
        publish(aChangeset()
                .put("a.txt", "1")
                .message("One\n\nEvolution-Id: quoted\n\nAnd more words.\n")
                .build());

        assertThat(repository.underTest().find(MAIN, new Trailer("Evolution-Id", "quoted")))
                .isEmpty();
    }

    private CommitId commit(Changeset changeset) {
        CommitOutcome outcome = repository.underTest().commit(changeset);
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    /** Commits, pushes, and says where the branch is then. */
    private CommitId publish(Changeset changeset) {
        commit(changeset);
        PushOutcome outcome = repository.underTest().push(changeset.branch(), MergeDriver.NONE);
        CommitId tip = repository.tip(changeset.branch()).orElseThrow();
        assertPublished(outcome, tip);
        return tip;
    }

    /** The id that {@code commit} has after a push onto a branch that nobody moved. */
    private CommitId published(PushOutcome outcome, CommitId commit) {
        Map<CommitId, CommitId> renamed = outcome instanceof PushOutcome.Pushed pushed ? pushed.reparented() : Map.of();
        if (keepsIdentity()) {
            assertThat(renamed).isEmpty();
        }
        return renamed.getOrDefault(commit, commit);
    }

    private PushOutcome push() {
        return repository.underTest().push(MAIN, MergeDriver.NONE);
    }

    private BranchStatus status() {
        return repository.underTest().status(MAIN, 10);
    }

    private static void assertPublished(PushOutcome outcome, CommitId tip) {
        outcome.match(
                pushed -> assertThat(pushed.tip()).isEqualTo(tip),
                upToDate -> assertThat(upToDate.tip()).isEqualTo(tip),
                conflict -> fail("conflict: " + conflict),
                rejected -> fail("rejected: " + rejected));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        repository.files(MAIN).forEach((path, content) -> texts.put(path.value(), text(content)));
        return texts;
    }

    private static String text(@Nullable FileContent content) {
        return content == null ? "" : content.asText().orElseThrow();
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }

    private static FileChange executable(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.EXECUTABLE);
    }

    private static Set<RepositoryPath> paths(String... paths) {
        Set<RepositoryPath> all = new TreeSet<>();
        for (String path : paths) {
            all.add(new RepositoryPath(path));
        }
        return all;
    }
}
