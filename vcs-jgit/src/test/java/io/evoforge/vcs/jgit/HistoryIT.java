package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a history agrees with git, whatever branches do meanwhile. */
class HistoryIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName SIDE = new BranchName("side");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private BareGitRepository bare;

    @SuppressWarnings("NullAway.Init")
    private JGitVersionControl underTest;

    @BeforeEach
    void two_branches() {
        bare = BareGitRepository.create(directory.resolve("remote.git"));
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            commit(stream, "main", i, i % 50 == 0 ? "m" + i : i == 120 ? "twice" : null, null);
        }
        for (int i = 0; i < 20; i++) {
            commit(stream, "side", 300 + i, i == 10 ? "twice" : "s" + i, i == 0 ? ":200" : null);
        }
        bare.git().runWithInput(stream.toString().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet");
        underTest = open();
    }

    private static void commit(
            StringBuilder stream, String branch, int number, @Nullable String id, @Nullable String from) {
        String message = "Commit " + number + (id == null ? "\n" : "\n\nEvolution-Id: " + id + "\n");
        stream.append("commit refs/heads/").append(branch).append('\n');
        stream.append("mark :").append(number + 1).append('\n');
        stream.append("committer Ada <ada@example.org> ")
                .append(1_700_000_000 + number * 60)
                .append(" +0000\n");
        stream.append("data ")
                .append(message.length())
                .append('\n')
                .append(message)
                .append('\n');
        if (from != null) {
            stream.append("from ").append(from).append('\n');
        }
    }

    private JGitVersionControl open() {
        return new JGitVersionControl(
                JGitSettings.remote(directory.resolve("state"), new RepositoryUrl("file://" + bare.path())),
                NoCredentials.SOURCE,
                JGitTestRepository.CLOCK);
    }

    @AfterEach
    void close() {
        underTest.close();
    }

    @Test
    void counts_trailers_and_the_latest_are_those_of_git() {
        for (int round = 0; round < 2; round++) {
            assertAsGitSays(MAIN, "m250", "m0", "twice", "s5", "none");
            assertAsGitSays(SIDE, "m250", "m150", "twice", "s5", "none");
        }

        String merge = bare.git()
                .run("commit-tree", "main^{tree}", "-p", "main", "-p", "side", "-m", "Merge\n\nEvolution-Id: merged");
        bare.git().run("update-ref", "refs/heads/main", merge);
        assertAsGitSays(MAIN, "merged", "s5", "twice", "m250");

        bare.git().run("update-ref", "refs/heads/main", "main~80");
        assertAsGitSays(MAIN, "merged", "s5", "m250", "m200", "twice");

        underTest.close();
        underTest = open();
        assertAsGitSays(MAIN, "m200", "m250", "twice");
        assertAsGitSays(SIDE, "s19", "twice");
    }

    private void assertAsGitSays(BranchName branch, String... ids) {
        BranchStatus status = underTest.status(branch, 5);
        assertThat(status.totalCommits())
                .isEqualTo(Long.parseLong(bare.git().run("rev-list", "--count", branch.value())));
        assertThat(status.latest().stream().map(commit -> commit.id().hex()))
                .isEqualTo(bare.git()
                        .run("log", "-5", "--date-order", "--format=%H", branch.value())
                        .lines()
                        .toList());
        for (String id : ids) {
            List<String> found = underTest.find(branch, new Trailer("Evolution-Id", id)).stream()
                    .map(commit -> commit.id().hex())
                    .toList();
            assertThat(found)
                    .as(id + " on " + branch)
                    .isEqualTo(bare.git()
                            .run("log", "-1", "--format=%H", "--grep=^Evolution-Id: " + id + "$", branch.value())
                            .lines()
                            .toList());
        }
    }
}
