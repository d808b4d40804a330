package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubCostIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    Path directory;

    private GitHubWorld world;
    private CommitId base;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        base = world.git.commit(MAIN, put("README", "hello\n"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50})
    void a_commit_of_text_files_costs_three_requests_and_one_more_where_the_head_is_unknown(int files) {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GIT_DATA);

        CommitId first = publish(underTest, changeset(files, "first").on(base));
        List<String> unknownHead = world.github.requests().routes();
        world.github.requests().clear();
        publish(underTest, changeset(files, "second").on(first));
        List<String> knownHead = world.github.requests().routes();

        assertThat(unknownHead)
                .containsExactly(
                        "POST /graphql",
                        "POST /repos/{owner}/{repo}/git/trees",
                        "POST /repos/{owner}/{repo}/git/commits",
                        "POST /graphql");
        assertThat(knownHead)
                .containsExactly(
                        "POST /repos/{owner}/{repo}/git/trees",
                        "POST /repos/{owner}/{repo}/git/commits",
                        "POST /graphql");
        assertThat(world.github.requests().writes()).isEqualTo(3);
    }

    @Test
    void new_files_beside_known_ones_cost_no_reading() {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GIT_DATA);
        CommitId first = publish(underTest, changeset(1, "first").on(base));
        world.github.requests().clear();

        publish(underTest, aChangeset().on(first).put("src/new.txt", "x").message("New"));

        assertThat(world.github.requests().count()).isEqualTo(3);
    }

    @Test
    void each_binary_file_costs_one_request_more() {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GIT_DATA);
        CommitId first = publish(underTest, changeset(2, "first").on(base));
        world.github.requests().clear();

        publish(
                underTest,
                changeset(2, "second")
                        .on(first)
                        .put("src/a.bin", FileContent.of(new byte[] {0, 1}), FileMode.REGULAR)
                        .put("src/b.bin", FileContent.of(new byte[] {(byte) 0xff}), FileMode.REGULAR));

        assertThat(world.github.requests().count()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50})
    void a_commit_by_graphql_costs_one_request_and_one_more_where_the_head_is_unknown(int files) {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GRAPHQL);

        CommitId first = publish(underTest, changeset(files, "first").on(base));
        int unknownHead = world.github.requests().count();
        publish(underTest, changeset(files, "second").on(first));

        assertThat(unknownHead).isEqualTo(2);
        assertThat(world.github.requests().count()).isEqualTo(3);
    }

    @Test
    void a_pull_request_costs_one_request_beside_its_commit() {
        GitHubConnection connection = world.connection();
        GitHubVersionControl underTest = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        GitHubPullRequests pulls = new GitHubPullRequests(connection);

        propose(underTest, pulls, "evolution/v1");
        List<String> first = world.github.requests().routes();
        world.github.requests().clear();
        propose(underTest, pulls, "evolution/v2");

        assertThat(world.github.requests().routes().stream().filter(route -> route.endsWith("/pulls")))
                .hasSize(1);
        assertThat(first).hasSize(5 + 1);
        assertThat(world.github.requests().count()).isEqualTo(5 + 1);
        assertThat(world.repository.pulls()).hasSize(2);
    }

    @Test
    void large_changesets_are_sent_in_portions_and_are_one_commit() {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GIT_DATA);

        publish(underTest, changeset(450, "many").on(base));

        assertThat(world.github.requests().routes().stream().filter(route -> route.endsWith("/git/trees")))
                .hasSize(3);
        assertThat(world.git.log(MAIN)).hasSize(2);
        assertThat(world.git.files(MAIN)).hasSize(451);
    }

    private void propose(GitHubVersionControl underTest, GitHubPullRequests pulls, String head) {
        BranchName branch = new BranchName(head);
        publish(underTest, changeset(1, head).branch(branch).on(base));
        pulls.propose(new PullRequestProposal(branch, MAIN, "Evolution", "Better", List.of(), List.of(), false));
    }

    private static ChangesetBuilder changeset(int files, String content) {
        ChangesetBuilder builder = aChangeset().message("Evolve " + content);
        for (int i = 0; i < files; i++) {
            builder.put("src/file" + i + ".txt", content + i);
        }
        return builder;
    }

    private static CommitId publish(GitHubVersionControl underTest, ChangesetBuilder changeset) {
        assertThat(underTest.commit(changeset.build())).isInstanceOf(CommitOutcome.Committed.class);
        PushOutcome outcome = underTest.push(changeset.build().branch(), MergeDriver.NONE);
        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        return ((PushOutcome.Pushed) outcome).tip();
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }
}
