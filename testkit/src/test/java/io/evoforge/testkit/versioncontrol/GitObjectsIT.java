package io.evoforge.testkit.versioncontrol;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitObjectsIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    Path directory;

    @BeforeEach
    void needs_git() {
        assumeTrue(
                GitProgram.isInstalled() || "true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS")),
                "git is not installed");
    }

    @Test
    void ids_are_those_of_the_git_program() throws IOException {
        InMemoryRemote remote = new InMemoryRemote();
        InMemoryVersionControl versionControl = new InMemoryVersionControl(remote, Clock.systemUTC());
        Signature zoe =
                new Signature("Zoë Ørsted", "zoe@example.org", OffsetDateTime.parse("2026-02-03T04:05:06-07:30"));
        GitProgram git = new GitProgram(directory);
        git.run("init", "--quiet", "--initial-branch=main", ".");
        Changeset first = aChangeset()
                .put("a/file", "1")
                .put("a.b", "2")
                .put("a-b", "3")
                .put("a0/deep/er.txt", "4\r\n")
                .put("run.sh", FileContent.ofText("#!"), FileMode.EXECUTABLE)
                .message("Erster 🚀\n\nEvolution-Id: 1\n")
                .by(zoe)
                .build();

        CommitId firstId = commit(versionControl, first);
        versionControl.push(MAIN, MergeDriver.NONE);
        String firstOfGit = commitWithGit(git, remote, first);
        Changeset second = aChangeset()
                .on(firstId)
                .delete("a/file")
                .put("z", "")
                .message("Second")
                .by(zoe)
                .build();
        CommitId secondId = commit(versionControl, second);
        versionControl.push(MAIN, MergeDriver.NONE);
        String secondOfGit = commitWithGit(git, remote, second);

        assertThat(firstId.hex()).isEqualTo(firstOfGit);
        assertThat(secondId.hex()).isEqualTo(secondOfGit);
    }

    private static CommitId commit(InMemoryVersionControl versionControl, Changeset changeset) {
        CommitOutcome outcome = versionControl.commit(changeset);
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    private String commitWithGit(GitProgram git, InMemoryRemote remote, Changeset changeset) throws IOException {
        git.run("rm", "-r", "-q", "--ignore-unmatch", ".");
        for (Map.Entry<RepositoryPath, FileContent> file : remote.files(MAIN).entrySet()) {
            Path path = directory.resolve(file.getKey().value());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().toByteArray());
            boolean executable = remote.executables(MAIN).contains(file.getKey());
            assertThat(path.toFile().setExecutable(executable)).isTrue();
        }
        git.run("add", "--all");
        String date = changeset.author().when().toEpochSecond() + " -0730";
        git.withVariable("GIT_AUTHOR_NAME", changeset.author().name())
                .withVariable("GIT_AUTHOR_EMAIL", changeset.author().email())
                .withVariable("GIT_AUTHOR_DATE", date)
                .withVariable("GIT_COMMITTER_NAME", changeset.committer().name())
                .withVariable("GIT_COMMITTER_EMAIL", changeset.committer().email())
                .withVariable("GIT_COMMITTER_DATE", date)
                .runWithInput(
                        changeset.message().getBytes(StandardCharsets.UTF_8),
                        "commit",
                        "--quiet",
                        "--cleanup=verbatim",
                        "--file=-");
        return git.run("rev-parse", "HEAD");
    }
}
