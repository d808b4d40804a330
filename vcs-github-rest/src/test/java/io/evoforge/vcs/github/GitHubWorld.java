package io.evoforge.vcs.github;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A simulated GitHub with one repository and one account, in virtual time. */
final class GitHubWorld implements AutoCloseable {
    final VirtualTime time = new VirtualTime();
    final SimulatedGitHub github;
    final SimulatedRepository repository;
    final BareGitRepository git;
    final RepositoryUrl url;
    String token;

    GitHubWorld(Path directory) {
        this(directory, false);
    }

    /** With {@code enterprise}, it looks like a GitHub Enterprise Server. */
    GitHubWorld(Path directory, boolean enterprise) {
        github = enterprise ? SimulatedGitHub.startEnterprise(directory, time) : SimulatedGitHub.start(directory, time);
        repository = github.createRepository("acme", "codec");
        git = BareGitRepository.at(repository.directory());
        url = new RepositoryUrl(github.repositoryUrl(repository).toString());
        token = github.accounts().classicToken("ada");
    }

    GitHubSettings settings() {
        return GitHubSettings.of(url, github.apiUrl()).bounded(Duration.ofSeconds(5), 8 * 1024 * 1024);
    }

    GitHubConnection connection() {
        return connection(settings());
    }

    GitHubConnection connection(GitHubSettings settings) {
        return new GitHubConnection(settings, credentials(), WriteBudget.ofGitHub(time, time), time, time);
    }

    GitHubVersionControl versionControl(GitHubStrategy strategy) {
        return new GitHubVersionControl(connection(), strategy);
    }

    CredentialSource credentials() {
        return new CredentialSource() {
            @Override
            public Optional<GitCredentials> find(RepositoryUrl repositoryUrl) {
                return Optional.of(new GitCredentials("ada", new Secret(token), "ada@example.org", repositoryUrl));
            }

            @Override
            public Optional<GitCredentials> refresh(GitCredentials rejected) {
                return rejected.token().reveal().equals(token) ? Optional.empty() : find(url);
            }
        };
    }

    @Override
    public void close() {
        github.close();
    }
}
