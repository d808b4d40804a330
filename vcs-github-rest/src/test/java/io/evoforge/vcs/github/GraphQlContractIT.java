package io.evoforge.vcs.github;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class GraphQlContractIT extends VersionControlContract {
    private static final String OWN_AUTHOR =
            "GitHub signs the commit with its own author and dates, so the id is known only after the push";
    private static final String MODES = "createCommitOnBranch knows no modes";

    @RegisterExtension
    static final CannotExpress CANNOT = new CannotExpress(Map.of(
            "a_commit_says_exactly_what_the_changeset_says", OWN_AUTHOR,
            "several_commits_are_published_in_their_order", OWN_AUTHOR,
            "work_that_was_committed_is_still_there_after_a_restart", OWN_AUTHOR,
            "the_status_counts_commits_and_shows_the_latest_first", OWN_AUTHOR,
            "a_file_keeps_its_mode_unless_another_is_asked_for", MODES));

    @TempDir
    Path directory;

    @Override
    protected TestRepository newRepository() {
        return new GitHubTestRepository(directory, GitHubStrategy.GRAPHQL, true);
    }
}
