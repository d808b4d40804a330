package io.evoforge.benchmarks;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.vcs.github.GitHubConnection;
import io.evoforge.vcs.github.GitHubSettings;
import io.evoforge.vcs.github.GitHubStrategy;
import io.evoforge.vcs.github.GitHubVersionControl;
import io.evoforge.vcs.github.Pause;
import io.evoforge.vcs.github.WriteBudget;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.GHRef;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTreeBuilder;
import org.kohsuke.github.GitHubBuilder;

/** A way to make a commit on GitHub's {@code main}, open and warm. */
interface GitHubWay extends AutoCloseable {
    /** Makes one commit of text files. */
    void commit(Map<String, String> files, String message) throws Exception;

    @Override
    default void close() {
        // most ways hold nothing
    }

    /** The ways that are compared. */
    enum Kind {
        GRAPHQL("ours, github-graphql") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory) {
                return ours(github, repository, token, GitHubStrategy.GRAPHQL);
            }
        },
        GIT_DATA("ours, github-git-data") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory) {
                return ours(github, repository, token, GitHubStrategy.GIT_DATA);
            }
        },
        PUSH("ours, push (git over HTTP)") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory) {
                RepositoryUrl url = url(github, repository);
                JGitSettings settings = JGitSettings.remote(directory.resolve("state"), url);
                return new Ours(new JGitVersionControl(settings, new OneToken(url, token), Clock.systemUTC()));
            }
        },
        CONTENTS("ours, github-contents") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory) {
                return ours(github, repository, token, GitHubStrategy.CONTENTS);
            }
        },
        FIVE_CALLS("five calls, as GitHub's MCP server") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory) {
                return new FiveCalls(github.apiUrl() + "/repos/" + repository.fullName(), token);
            }
        },
        TREE_BUILDER("github-api's tree builder") {
            @Override
            GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory)
                    throws Exception {
                GHRepository there = new GitHubBuilder()
                        .withEndpoint(github.apiUrl().toString())
                        .withOAuthToken(token)
                        .build()
                        .getRepository(repository.fullName());
                return (files, message) -> byTreeBuilder(there, files, message);
            }
        };

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        abstract GitHubWay open(SimulatedGitHub github, SimulatedRepository repository, String token, Path directory)
                throws Exception;

        private static RepositoryUrl url(SimulatedGitHub github, SimulatedRepository repository) {
            return new RepositoryUrl(github.repositoryUrl(repository).toString());
        }

        /** Without the second that we leave between two writes, because the others leave none. */
        private static GitHubWay ours(
                SimulatedGitHub github, SimulatedRepository repository, String token, GitHubStrategy strategy) {
            RepositoryUrl url = url(github, repository);
            Clock clock = Clock.systemUTC();
            WriteBudget unplanned = new WriteBudget(clock, Pause.REAL, 1_000_000, 1_000_000, Duration.ZERO);
            GitHubConnection connection = new GitHubConnection(
                    GitHubSettings.of(url, github.apiUrl()), new OneToken(url, token), unplanned, clock, Pause.REAL);
            return new Ours(new GitHubVersionControl(connection, strategy));
        }

        private static void byTreeBuilder(GHRepository repository, Map<String, String> files, String message)
                throws Exception {
            GHRef main = repository.getRef("heads/main");
            String parent = main.getObject().getSha();
            GHTreeBuilder tree =
                    repository.createTree().baseTree(repository.getTree(parent).getSha());
            files.forEach((path, text) -> tree.add(path, text, false));
            String commit = repository
                    .createCommit()
                    .message(message)
                    .tree(tree.create().getSha())
                    .parent(parent)
                    .create()
                    .getSHA1();
            main.updateTo(commit);
        }
    }

    /** One of our strategies. */
    final class Ours implements GitHubWay {
        private final VersionControl versionControl;
        private CommitId tip;

        Ours(VersionControl versionControl) {
            this.versionControl = versionControl;
            this.tip = Optional.ofNullable(
                            versionControl.status(GitHubTopic.MAIN, 0).tip())
                    .orElseThrow();
        }

        @Override
        public void commit(Map<String, String> files, String message) {
            ChangesetBuilder changeset = ChangesetBuilder.aChangeset().on(tip).message(message);
            files.forEach(changeset::put);
            boolean committed = versionControl.commit(changeset.build()) instanceof CommitOutcome.Committed;
            PushOutcome outcome = versionControl.push(GitHubTopic.MAIN, MergeDriver.NONE);
            if (!committed || !(outcome instanceof PushOutcome.Pushed pushed)) {
                throw new IllegalStateException("the commit was not pushed: " + outcome);
            }
            tip = pushed.tip();
        }

        @Override
        public void close() {
            if (versionControl instanceof JGitVersionControl clone) {
                clone.close();
            }
        }
    }

    /** Always the same token. */
    record OneToken(RepositoryUrl url, String token) implements CredentialSource {
        @Override
        public Optional<GitCredentials> find(RepositoryUrl repository) {
            return Optional.of(new GitCredentials("ada", new Secret(token), "ada@example.org", repository));
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return Optional.empty();
        }
    }
}
