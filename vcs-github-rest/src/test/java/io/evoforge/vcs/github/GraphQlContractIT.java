package io.evoforge.vcs.github;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

final class GraphQlContractIT extends VersionControlContract {
    @TempDir
    Path directory;

    @Override
    protected TestRepository newRepository() {
        return new GitHubTestRepository(directory, GitHubStrategy.GRAPHQL, true);
    }

    /** GitHub signs the commit with its own author and dates. */
    @Override
    protected boolean keepsIdentity() {
        return false;
    }

    /** {@code createCommitOnBranch} knows no modes. */
    @Override
    protected Set<String> inexpressible() {
        return Set.of("a_file_keeps_its_mode_unless_another_is_asked_for");
    }
}
