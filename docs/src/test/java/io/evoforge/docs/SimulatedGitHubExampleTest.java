package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.testkit.evolution.Evolutions;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.Proposals;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.github.GitHubConnection;
import io.evoforge.vcs.github.GitHubPullRequests;
import io.evoforge.vcs.github.GitHubSettings;
import io.evoforge.vcs.github.GitHubStrategy;
import io.evoforge.vcs.github.GitHubVersionControl;
import io.evoforge.vcs.guard.SecretScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to test an agent against the simulated GitHub, as the how-to page shows it. */
class SimulatedGitHubExampleTest {
    private static final Evolution SEED = Evolutions.evolution(1).build();
    private static final Evolution NEXT = Evolutions.evolution(2).build();

    @TempDir
    private Path directory;

    // tag::simulated[]
    @Test
    void a_lost_answer_opens_no_second_pull_request() {
        try (SimulatedGitHub github = SimulatedGitHub.start(directory, Clock.systemUTC())) {
            SimulatedRepository repository = github.createRepository("acme", "codec");
            String url = github.repositoryUrl(repository).toString();
            CredentialSource credentials = new EnvironmentCredentialSource(
                    Map.of(
                            "GITHUB_USERNAME",
                            "ada",
                            "GITHUB_TOKEN",
                            github.accounts().classicToken("ada"),
                            "GITHUB_EMAIL",
                            "ada@example.org",
                            "GITHUB_REPO",
                            url),
                    "GITHUB_");
            var settings = GitHubSettings.of(new RepositoryUrl(url), github.apiUrl());
            var connection = GitHubConnection.open(settings, credentials, Clock.systemUTC());
            publisher(connection, CommitStrategy.GITHUB_GIT_DATA).publish(SEED);
            EvolutionPublisher proposing = publisher(connection, CommitStrategy.PULL_REQUEST);

            github.faults().on("/pulls", 1, Fault.reset().afterProcessing());
            var result = proposing.publish(NEXT);
            var again = proposing.publish(NEXT);

            assertThat(result.pushSuccess()).isTrue();
            assertThat(again.commitId()).isEqualTo(result.commitId());
            assertThat(repository.pulls()).hasSize(1);
        }
    }

    private static EvolutionPublisher publisher(GitHubConnection connection, CommitStrategy strategy) {
        var proposals =
                new Proposals(new GitHubPullRequests(connection), List.of("evolution"), List.of(), false, false);
        return new EvolutionPublisher(
                new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA),
                PublisherSettings.DEFAULT.withStrategy(strategy),
                Clock.systemUTC(),
                new SecretScanner(),
                proposals);
    }
    // end::simulated[]

    @Test
    void the_page_shows_exactly_this_code() throws Exception {
        Path source = Path.of("src/test/java/io/evoforge/docs/SimulatedGitHubExampleTest.java");
        List<String> lines = Files.readAllLines(source);
        String example = String.join(
                        "\n",
                        lines.subList(
                                lines.indexOf("    // tag::simulated[]") + 1, lines.indexOf("    // end::simulated[]")))
                .stripIndent();

        assertThat(Files.readString(Path.of("how-to/test-against-the-simulated-github.md")))
                .contains("```java\n" + example + "\n```");
    }
}
