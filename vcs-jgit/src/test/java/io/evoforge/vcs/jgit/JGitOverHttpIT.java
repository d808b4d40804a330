package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JGitOverHttpIT extends VersionControlContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private SmartHttpGitServer server;

    @Override
    protected TestRepository newRepository() {
        Path root = directory.resolve("served");
        BareGitRepository bare = BareGitRepository.create(root.resolve("remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        bare.git().run("config", "uploadpack.allowFilter", "true");
        server = SmartHttpGitServer.start(root, FixedCredentials.USERNAME, FixedCredentials.TOKEN);
        return new JGitTestRepository(
                directory,
                bare,
                server.url("remote.git"),
                new FixedCredentials(server.url("remote.git")),
                server::close);
    }

    @Test
    void a_commit_with_a_known_head_costs_two_requests_however_many_files_it_has() {
        CommitId tip = repository.someoneElseCommits(
                MAIN, new FileChange.Put(new RepositoryPath("a"), FileContent.ofText("a"), FileMode.REGULAR));
        repository.underTest().status(MAIN, 1);
        for (int files : new int[] {1, 10, 200}) {
            ChangesetBuilder changeset =
                    aChangeset().on(tip).message("With " + files).tag("v" + files);
            for (int i = 0; i < files; i++) {
                changeset.put("dir" + i % 7 + "/file" + i, "content " + files + i);
            }
            server.forget();

            tip = ((CommitOutcome.Committed) repository.underTest().commit(changeset.build())).commit();
            PushOutcome outcome = repository.underTest().push(MAIN, MergeDriver.NONE);

            assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
            assertThat(server.requests())
                    .extracting(SmartHttpGitServer.Request::path)
                    .containsExactly("/remote.git/info/refs?service=git-receive-pack", "/remote.git/git-receive-pack");
            assertThat(server.requests()).allMatch(SmartHttpGitServer.Request::authorized);
        }
    }
}
