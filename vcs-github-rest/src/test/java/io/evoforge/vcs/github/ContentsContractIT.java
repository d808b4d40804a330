package io.evoforge.vcs.github;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

final class ContentsContractIT extends VersionControlContract {
    @TempDir
    Path directory;

    @Override
    protected TestRepository newRepository() {
        return new GitHubTestRepository(directory, GitHubStrategy.CONTENTS, false);
    }

    /** The Contents interface cannot set modes, nor begin a branch without history beside another. */
    @Override
    protected Set<String> inexpressible() {
        return Set.of(
                "a_file_keeps_its_mode_unless_another_is_asked_for",
                "branches_do_not_touch_each_other",
                "giving_up_on_a_branch_that_the_remote_has_not_got_does_nothing");
    }
}
