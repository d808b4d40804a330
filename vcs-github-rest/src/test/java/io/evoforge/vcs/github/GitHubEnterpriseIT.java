package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of a company's own, whose interfaces are below a path and are found from the repository's URL alone. */
final class GitHubEnterpriseIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName EVOLUTION = new BranchName("evolution/v2");

    @TempDir
    Path directory;

    private GitHubWorld world;
    private GitHubConnection connection;
    private CommitId base;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory, true);
        connection = world.connection(GitHubSettings.of(world.url));
        base = world.git.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("hello"), FileMode.REGULAR));
    }

    @AfterEach
    void stop() {
        world.git.checkHealth();
        world.close();
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void commits_and_pull_requests_are_made_there(GitHubStrategy strategy) {
        assertThat(publish(strategy, EVOLUTION)).isInstanceOf(PushOutcome.Pushed.class);

        ProposalOutcome proposed = new GitHubPullRequests(connection)
                .propose(new PullRequestProposal(EVOLUTION, MAIN, "Evolve", "", List.of(), List.of(), false));

        assertThat(proposed).isInstanceOf(ProposalOutcome.Opened.class);
        assertThat(world.git.log(EVOLUTION)).hasSize(2);
        assertThat(world.repository.pulls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = GitHubStrategy.class,
            names = {"GIT_DATA", "CONTENTS"})
    void a_renamed_repository_is_followed_below_the_path(GitHubStrategy strategy) {
        world.repository.rename("codec-renamed");
        connection = world.connection(GitHubSettings.of(world.url).withoutGraphQl());

        assertThat(publish(strategy, MAIN)).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    private PushOutcome publish(GitHubStrategy strategy, BranchName branch) {
        GitHubVersionControl underTest = new GitHubVersionControl(connection, strategy);
        underTest.commit(aChangeset().branch(branch).on(base).put("a.txt", "1").build());
        return underTest.push(branch, MergeDriver.NONE);
    }
}
