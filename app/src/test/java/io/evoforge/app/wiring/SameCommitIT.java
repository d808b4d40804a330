package io.evoforge.app.wiring;

import static io.evoforge.app.wiring.GitHubByConfiguration.MAIN;
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
import io.evoforge.core.versioncontrol.VersionControl;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changesets, one on the other, through git's protocol and through the Git Data interface: both give the very same
 * commits, and so the same trees.
 */
class SameCommitIT {
    private static final long SEED = 20260504;
    private static final int CHANGESETS = 200;
    private static final BranchName BY_PUSH = new BranchName("by-push");
    private static final BranchName BY_GIT_DATA = new BranchName("by-git-data");
    private static final Signature ADA =
            new Signature("Ada", "ada@example.org", OffsetDateTime.parse("2026-05-04T10:00:00+02:00"));

    @TempDir
    private Path directory;

    @Test
    void two_hundred_changesets_give_the_same_commits() {
        SplittableRandom random = new SplittableRandom(SEED);
        int commits = 0;
        try (GitHubByConfiguration world = new GitHubByConfiguration(directory);
                Session push = world.session(world.config("push", "push", Map.of()));
                Session gitData = world.session(world.config("github-git-data", "git-data", Map.of()))) {
            CommitId tip = world.git.commit(
                    MAIN, new FileChange.Put(path("README"), FileContent.ofText("x"), FileMode.REGULAR));
            world.git.move(BY_PUSH, tip);
            world.git.move(BY_GIT_DATA, tip);
            for (int i = 0; i < CHANGESETS; i++) {
                String which = "seed " + SEED + ", changeset " + i;
                List<FileChange> changes = changes(random);
                CommitId base = tip;

                tip = publish(push.versionControl(), changeset(BY_PUSH, base, changes, i));
                CommitId other = publish(gitData.versionControl(), changeset(BY_GIT_DATA, base, changes, i));

                assertThat(other).as(which).isEqualTo(tip);
                commits += tip.equals(base) ? 0 : 1;
            }
            assertThat(world.git.tip(BY_PUSH)).contains(tip);
            assertThat(world.git.tip(BY_GIT_DATA)).contains(tip);
            world.git.checkHealth();
        }
        System.out.printf(
                "%d changesets from seed %d: %d commits, each with one id by push and by Git Data%n",
                CHANGESETS, SEED, commits);
        assertThat(commits).isGreaterThan(150);
    }

    /** Where the branch is afterwards. */
    private static CommitId publish(VersionControl versionControl, Changeset changeset) {
        CommitOutcome outcome = versionControl.commit(changeset);
        if (outcome instanceof CommitOutcome.Unchanged unchanged) {
            return unchanged.tip();
        }
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        PushOutcome pushed = versionControl.push(changeset.branch(), MergeDriver.NONE);
        assertThat(pushed).isInstanceOf(PushOutcome.Pushed.class);
        return ((PushOutcome.Pushed) pushed).tip();
    }

    private static Changeset changeset(BranchName branch, CommitId base, List<FileChange> changes, int number) {
        return new Changeset(branch, base, changes, "Change " + number + "\n", ADA, ADA, null);
    }

    private static List<FileChange> changes(SplittableRandom random) {
        List<FileChange> changes = new ArrayList<>();
        Set<RepositoryPath> used = new HashSet<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            RepositoryPath path =
                    path("d" + random.nextInt(3) + "/e" + random.nextInt(2) + "/file-" + random.nextInt(6) + ".txt");
            if (used.add(path)) {
                changes.add(random.nextInt(4) == 0 ? new FileChange.Delete(path) : put(path, random));
            }
        }
        return changes;
    }

    private static FileChange put(RepositoryPath path, SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        FileContent content = random.nextBoolean()
                ? FileContent.of(bytes)
                : FileContent.ofText("zeile ü " + random.nextInt() + "\r\n");
        return new FileChange.Put(path, content, random.nextInt(8) == 0 ? FileMode.EXECUTABLE : FileMode.REGULAR);
    }

    private static RepositoryPath path(String value) {
        return new RepositoryPath(value);
    }
}
