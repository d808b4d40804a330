package io.evoforge.app.config;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.github.GitHubSettings;
import io.evoforge.vcs.guard.RepositoryUrlPolicy;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which remotes go with which commit strategy. Judged before anything is sent, because the credentials go where the
 * remote is.
 */
final class RemoteRules {
    private RemoteRules() {}

    /** Reports what does not fit together. */
    static void check(AppConfig.Commit commit, ConfigValues values) {
        boolean overGit = commit.strategy() == CommitStrategy.LOCAL || commit.strategy() == CommitStrategy.PUSH;
        String strategy = "commit.strategy '" + commit.strategy().configurationName() + "'";
        if (overGit && commit.pullRequest().whenProtected()) {
            values.fault("commit.pull-request-when-protected is 'true' but " + strategy
                    + " knows no pull requests; choose 'github-git-data'");
        }
        if (!overGit && commit.signingKey().isPresent()) {
            values.fault("commit.signing-key is set but " + strategy
                    + " does not sign with it; choose 'push', or 'github-graphql', where GitHub signs");
        }
        boolean shared = commit.strategy() != CommitStrategy.LOCAL && commit.strategy() != CommitStrategy.PULL_REQUEST;
        if (commit.agent().isPresent() && !shared) {
            values.fault("commit.agent is set but " + strategy
                    + " does not bring versions to a branch that agents share; choose 'push' or 'github-git-data'");
        }
        commit.remote()
                .flatMap(remote -> new RepositoryUrlPolicy(Set.copyOf(commit.hosts()), true, overGit)
                        .faultOf(remote)
                        .map(fault -> fault + " (commit.hosts)")
                        .or(() -> overGit ? Optional.empty() : faultAsGitHub(remote)))
                .ifPresent(fault -> values.fault("commit.remote: " + fault));
    }

    /** Why GitHub's interface cannot be asked about {@code remote}, which git pushes to; empty if it can. */
    static Optional<String> faultAsHost(RepositoryUrl remote, Optional<URI> api) {
        if (!remote.scheme().startsWith("http")) {
            return Optional.of(
                    "'" + remote.redacted() + "' is for git alone, and that policy needs GitHub's interface and"
                            + " a token; write it as https://github.com/owner/name.git");
        }
        String host = String.valueOf(remote.uri().getHost()).toLowerCase(Locale.ROOT);
        if (api.isEmpty() && !host.equals("github.com") && !host.endsWith(".ghe.com")) {
            return Optional.of("'" + remote.redacted() + "' is not on github.com, and that policy needs GitHub's"
                    + " interface; if it is a GitHub Enterprise Server, set credentials.github-api to the address of"
                    + " its interface");
        }
        return faultAsGitHub(remote);
    }

    private static Optional<String> faultAsGitHub(RepositoryUrl remote) {
        if (remote.scheme().equals("ssh")) {
            return Optional.of(
                    "'" + remote.redacted() + "' is for git over SSH, but this strategy uses GitHub's interface"
                            + " and a token; write it as https://github.com/owner/name.git");
        }
        try {
            GitHubSettings.of(remote);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
