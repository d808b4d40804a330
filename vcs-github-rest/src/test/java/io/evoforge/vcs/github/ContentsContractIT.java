package io.evoforge.vcs.github;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ContentsContractIT extends VersionControlContract {
    @RegisterExtension
    static final CannotExpress CANNOT = new CannotExpress(Map.of(
            "a_file_keeps_its_mode_unless_another_is_asked_for",
            "the Contents interface cannot set modes",
            "branches_do_not_touch_each_other",
            "the Contents interface cannot begin a branch without history beside another"));

    @TempDir
    Path directory;

    @Override
    protected TestRepository newRepository() {
        return new GitHubTestRepository(directory, GitHubStrategy.CONTENTS, false);
    }
}
