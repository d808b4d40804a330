package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JGitOverFileIT extends VersionControlContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Override
    protected TestRepository newRepository() {
        BareGitRepository bare = BareGitRepository.create(directory.resolve("remote.git"));
        RepositoryUrl url = new RepositoryUrl("file://" + bare.path());
        return new JGitTestRepository(directory, bare, url, NoCredentials.SOURCE, () -> {});
    }
}
