package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random changesets give the tree that the git program makes of them, by every way that can express them. */
final class SameTreeIT {
    private static final long SEED = 20260504;
    private static final int CHANGESETS = 200;
    private static final Signature ADA =
            new Signature("Ada", "ada@example.org", OffsetDateTime.parse("2026-05-04T10:00:00+02:00"));
    private static final BranchName TRUTH = new BranchName("truth");
    private static final BranchName GIT_DATA = new BranchName("git-data");
    private static final BranchName GRAPHQL = new BranchName("graphql");

    @TempDir
    Path directory;

    @Test
    void two_hundred_changesets_give_the_same_trees_by_git_by_git_data_and_by_graphql() {
        SplittableRandom random = new SplittableRandom(SEED);
        int expressible = 0;
        try (GitHubWorld world = new GitHubWorld(directory)) {
            CommitId begin = world.git.commit(
                    TRUTH, new FileChange.Put(path("README"), FileContent.ofText("x"), FileMode.REGULAR));
            world.git.move(GIT_DATA, begin);
            GitHubVersionControl gitData = world.versionControl(GitHubStrategy.GIT_DATA);
            GitHubVersionControl graphQl = world.versionControl(GitHubStrategy.GRAPHQL);
            for (int i = 0; i < CHANGESETS; i++) {
                List<FileChange> changes = changes(random);
                CommitId before = world.git.tip(TRUTH).orElseThrow();
                CommitId ours = world.git.tip(GIT_DATA).orElseThrow();
                world.git.commit(TRUTH, existing(world, changes));
                String wanted = tree(world, TRUTH);

                CommitOutcome made = gitData.commit(changeset(GIT_DATA, ours, changes, i));
                if (made instanceof CommitOutcome.Committed committed) {
                    assertThat(gitData.push(GIT_DATA, MergeDriver.NONE))
                            .isEqualTo(new PushOutcome.Pushed(committed.commit(), java.util.Map.of()));
                }
                world.git.move(GRAPHQL, before);
                boolean sent = byGraphQl(graphQl, before, changes, i);

                assertThat(tree(world, GIT_DATA))
                        .as("seed %d, changeset %d", SEED, i)
                        .isEqualTo(wanted);
                if (sent) {
                    expressible++;
                    assertThat(tree(world, GRAPHQL))
                            .as("seed %d, changeset %d", SEED, i)
                            .isEqualTo(wanted);
                }
            }
            world.git.checkHealth();
        }
        System.out.printf("%d changesets from seed %d, %d of them by GraphQL too%n", CHANGESETS, SEED, expressible);
        assertThat(expressible).isGreaterThan(20);
    }

    private static boolean byGraphQl(
            GitHubVersionControl graphQl, CommitId base, List<FileChange> changes, int number) {
        graphQl.status(GRAPHQL, 0); // the branch was moved behind its back
        try {
            graphQl.commit(changeset(GRAPHQL, base, changes, number));
        } catch (VersionControlException e) {
            assertThat(e.reason()).isEqualTo(VersionControlException.Reason.UNSUPPORTED);
            return false;
        }
        graphQl.push(GRAPHQL, MergeDriver.NONE);
        return true;
    }

    private static Changeset changeset(BranchName branch, CommitId base, List<FileChange> changes, int number) {
        return new Changeset(branch, base, changes, "Change " + number, ADA, ADA, null);
    }

    private static List<FileChange> changes(SplittableRandom random) {
        List<FileChange> changes = new ArrayList<>();
        Set<RepositoryPath> used = new HashSet<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            RepositoryPath path =
                    path("d" + random.nextInt(3) + "/e" + random.nextInt(2) + "/file-" + random.nextInt(6) + ".txt");
            if (!used.add(path)) {
                continue;
            }
            if (random.nextInt(4) == 0) {
                changes.add(new FileChange.Delete(path));
            } else {
                byte[] content = new byte[random.nextInt(200)];
                random.nextBytes(content);
                FileContent file = random.nextBoolean()
                        ? FileContent.of(content)
                        : FileContent.ofText("zeile ü " + random.nextInt() + "\r\n");
                FileMode mode = random.nextInt(8) == 0 ? FileMode.EXECUTABLE : FileMode.REGULAR;
                changes.add(new FileChange.Put(path, file, mode));
            }
        }
        return changes;
    }

    /** The git program insists on what it is told to remove. */
    private static FileChange[] existing(GitHubWorld world, List<FileChange> changes) {
        Set<RepositoryPath> there = world.git.files(TRUTH).keySet();
        return changes.stream()
                .filter(change -> change instanceof FileChange.Put || there.contains(change.path()))
                .toArray(FileChange[]::new);
    }

    private static String tree(GitHubWorld world, BranchName branch) {
        return world.git.git().run("rev-parse", branch.ref() + "^{tree}");
    }

    private static RepositoryPath path(String value) {
        return new RepositoryPath(value);
    }
}
