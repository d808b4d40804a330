package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
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
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.GitProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own repository: without a remote, shared by mistake, damaged, and after a long time. */
class LocalRepositoryIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void without_a_remote_the_repository_is_the_result() {
        Path state = directory.resolve("state");
        CommitId commit;
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            commit = commit(
                    git,
                    aChangeset()
                            .put("a.txt", "1")
                            .message("One\n\nEvolution-Id: x\n")
                            .tag("v1")
                            .build());

            assertThat(git.status(MAIN, 5).totalCommits()).isEqualTo(1);
            assertThat(git.find(MAIN, new Trailer("Evolution-Id", "x"))).isPresent();
            assertThatThrownBy(() -> git.push(MAIN, MergeDriver.NONE))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
        }

        BareGitRepository seen = BareGitRepository.at(state.resolve("repository.git"));
        assertThat(seen.log(MAIN)).extracting(CommitSummary::id).containsExactly(commit);
        assertThat(seen.tags()).containsValue(commit);
        assertThat(seen.git().run("rev-parse", "HEAD")).isEqualTo(commit.hex());
        seen.checkHealth();
    }

    @Test
    void a_second_instance_on_one_state_directory_is_refused_and_told_who_holds_it() {
        Path state = directory.resolve("state");
        try (JGitVersionControl first = open(JGitSettings.local(state))) {
            assertThatThrownBy(() -> open(JGitSettings.local(state)))
                    .isInstanceOfSatisfying(VersionControlException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.IN_USE);
                        assertThat(e).hasMessageContaining("another instance in this process");
                    });
            commit(first, aChangeset().put("a.txt", "still works").build());
        }
        open(JGitSettings.local(state)).close();
    }

    @Test
    void a_directory_that_another_process_holds_is_refused_and_the_process_named() throws Exception {
        BareGitRepository remote = BareGitRepository.create(directory.resolve("remote.git"));
        Path state = directory.resolve("state");
        Path output = directory.resolve("output");
        Process holder = ChildJvm.start(
                ChildJvm.command(
                        PublisherProcess.class,
                        "one",
                        state.toString(),
                        "file://" + remote.path(),
                        directory.resolve("acknowledged").toString(),
                        Integer.toString(Integer.MAX_VALUE)),
                output,
                Map.of());
        try {
            while (!Files.readString(output).contains(PublisherProcess.READY)) {
                assertThat(holder.waitFor(50, TimeUnit.MILLISECONDS))
                        .as(Files.readString(output))
                        .isFalse();
            }

            assertThatThrownBy(() -> open(JGitSettings.local(state)))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE))
                    .hasMessageContaining("process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        open(JGitSettings.remote(state, new RepositoryUrl("file://" + remote.path())))
                .close();
    }

    @Test
    void a_symbolic_link_is_neither_followed_nor_replaced_nor_read() {
        BareGitRepository remote = BareGitRepository.create(directory.resolve("remote.git"));
        GitProgram git = remote.git();
        String target = git.runWithInput("/etc".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
        String tree =
                git.runWithInput(("120000 blob " + target + "\tlink\n").getBytes(StandardCharsets.UTF_8), "mktree");
        CommitId base = new CommitId(git.run("commit-tree", "-m", "A link", tree));
        remote.move(MAIN, base);
        try (JGitVersionControl ours =
                open(JGitSettings.remote(directory.resolve("state"), new RepositoryUrl("file://" + remote.path())))) {
            for (String path : List.of("link", "link/passwd")) {
                assertThatThrownBy(() -> commit(
                                ours, aChangeset().on(base).put(path, "text").build()))
                        .isInstanceOfSatisfying(
                                VersionControlException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
            }
            assertThat(ours.read(base, new RepositoryPath("link"))).isEmpty();
        }
        assertThat(remote.tip(MAIN)).contains(base);
    }

    @Test
    void a_closed_instance_refuses_to_work() {
        JGitVersionControl git = open(JGitSettings.local(directory.resolve("state")));
        git.close();

        assertThatThrownBy(() -> git.status(MAIN, 1)).isInstanceOf(VersionControlException.class);
    }

    @Test
    void lock_files_of_a_killed_process_are_removed() throws IOException {
        Path state = directory.resolve("state");
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            commit(git, aChangeset().put("a.txt", "1").build());
        }
        Files.createFile(state.resolve("repository.git/refs/heads/main.lock"));
        Files.createFile(state.resolve("repository.git/packed-refs.lock"));

        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            CommitId tip = git.status(MAIN, 1).tip();
            commit(git, aChangeset().on(tip).put("a.txt", "2").message("Two").build());
        }
    }

    @Test
    void a_cache_that_cannot_be_read_is_made_anew_and_the_old_one_kept() throws IOException {
        BareGitRepository remote = BareGitRepository.create(directory.resolve("remote.git"));
        JGitSettings settings =
                JGitSettings.remote(directory.resolve("state"), new RepositoryUrl("file://" + remote.path()));
        CommitId base = remote.commit(
                MAIN, new FileChange.Put(new RepositoryPath("a.txt"), FileContent.ofText("1"), FileMode.REGULAR));
        try (JGitVersionControl git = open(settings)) {
            git.status(MAIN, 1);
        }
        for (String broken : List.of("HEAD", "config", "objects", "refs/heads/main")) {
            Path repository = directory.resolve("state/repository.git");
            damage(repository.resolve(broken));

            try (JGitVersionControl git = open(settings)) {
                base = commit(
                        git,
                        aChangeset()
                                .on(base)
                                .put("a.txt", broken)
                                .message(broken)
                                .build());
                assertThat(git.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
            }

            assertThat(directory.resolve("state/repository.git.unreadable")).exists();
            assertThat(remote.tip(MAIN)).contains(base);
        }
    }

    @Test
    void a_repository_that_is_the_result_is_never_made_anew() throws IOException {
        Path state = directory.resolve("state");
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            commit(git, aChangeset().put("a.txt", "1").build());
        }
        damage(state.resolve("repository.git/objects"));

        assertThatThrownBy(() -> open(JGitSettings.local(state)))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE));
        assertThat(state.resolve("repository.git/refs/heads/main")).exists();
    }

    @Test
    void many_commits_leave_few_files() throws IOException {
        Path state = directory.resolve("state");
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            CommitId tip = null;
            for (int i = 0; i < 120; i++) {
                tip = commit(
                        git,
                        aChangeset()
                                .on(tip)
                                .put("a/" + i, "text " + i)
                                .message("Number " + i)
                                .build());
            }

            assertThat(git.status(MAIN, 1).totalCommits()).isEqualTo(120);
        }

        try (Stream<Path> files = Files.walk(state.resolve("repository.git/objects"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeLessThan(110);
        }
        BareGitRepository.at(state.resolve("repository.git")).checkHealth();
    }

    @Test
    void content_that_is_there_already_is_not_written_again() throws IOException {
        byte[] large = new byte[3 << 20];
        new SplittableRandom(20261123).nextBytes(large);
        Path state = directory.resolve("state");
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            CommitId tip = null;
            for (int i = 0; i < 5; i++) {
                tip = commit(
                        git,
                        aChangeset()
                                .on(tip)
                                .put("large.bin", FileContent.of(large), FileMode.REGULAR)
                                .put("a.txt", "text " + i)
                                .message("Number " + i)
                                .build());
            }
        }

        try (Stream<Path> files = Files.walk(state.resolve("repository.git/objects"))) {
            assertThat(files.map(Path::toFile)
                            .filter(File::isFile)
                            .mapToLong(File::length)
                            .sum())
                    .isBetween(3L << 20, 4L << 20);
        }
        BareGitRepository.at(state.resolve("repository.git")).checkHealth();
    }

    @Test
    void a_commit_that_was_killed_before_its_branch_moved_is_made_again() {
        Path state = directory.resolve("state");
        Changeset changeset = aChangeset().put("a.txt", "1").build();
        CommitId first;
        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            first = commit(git, changeset);
        }
        BareGitRepository repository = BareGitRepository.at(state.resolve("repository.git"));
        repository.delete(MAIN);

        try (JGitVersionControl git = open(JGitSettings.local(state))) {
            assertThat(commit(git, changeset)).isEqualTo(first);
        }

        assertThat(repository.tip(MAIN)).contains(first);
        repository.checkHealth();
    }

    /** Makes a file empty, and a directory lose its files. */
    private static void damage(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            Files.write(path, new byte[0]);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static CommitId commit(VersionControl git, Changeset changeset) {
        return ((CommitOutcome.Committed) git.commit(changeset)).commit();
    }

    private static JGitVersionControl open(JGitSettings settings) {
        return new JGitVersionControl(settings, NoCredentials.SOURCE, JGitTestRepository.CLOCK);
    }
}
