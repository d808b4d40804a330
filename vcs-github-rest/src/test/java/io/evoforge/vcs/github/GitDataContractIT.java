package io.evoforge.vcs.github;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class GitDataContractIT extends VersionControlContract {
    @TempDir
    Path directory;

    @Override
    protected TestRepository newRepository() {
        return new GitHubTestRepository(directory, GitHubStrategy.GIT_DATA, true);
    }
}
