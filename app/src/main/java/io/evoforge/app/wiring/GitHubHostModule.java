package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoOptional;
import com.google.inject.name.Named;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.vcs.Proposals;
import io.evoforge.vcs.delivery.DeliveryHost;
import io.evoforge.vcs.github.GitHubBranches;
import io.evoforge.vcs.github.GitHubChecks;
import io.evoforge.vcs.github.GitHubComparisons;
import io.evoforge.vcs.github.GitHubConnection;
import io.evoforge.vcs.github.GitHubPullRequestDecisions;
import io.evoforge.vcs.github.GitHubPullRequests;
import io.evoforge.vcs.github.GitHubReleases;
import io.evoforge.vcs.github.GitHubSettings;
import io.evoforge.vcs.github.GitHubTags;
import io.evoforge.vcs.github.Pause;
import io.evoforge.vcs.github.WriteBudget;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.hosting.RequestLimits;
import java.time.Clock;

/**
 * Binds what GitHub has around a repository: {@link Proposals}, {@link PullRequests}, {@link DeliveryHost}, {@link
 * Comparisons}, {@link RequestLimits} and its time. All share one connection and one budget, which is kept in the state
 * directory. Needs {@link AppConfig}, {@link CredentialSource}, {@link Clock}, {@link Pause}.
 */
final class GitHubHostModule extends AbstractModule {
    private static final int MAXIMUM_RESPONSE_BYTES = 64 * 1024 * 1024;

    @Override
    protected void configure() {
        OptionalBinder.newOptionalBinder(binder(), Proposals.class);
        OptionalBinder.newOptionalBinder(binder(), PullRequests.class);
        OptionalBinder.newOptionalBinder(binder(), DeliveryHost.class);
        OptionalBinder.newOptionalBinder(binder(), RequestLimits.class);
        OptionalBinder.newOptionalBinder(binder(), Comparisons.class);
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    @Named(AppModule.HOST_TIME)
    Clock hostTime(GitHubConnection connection) {
        return connection.hostTime();
    }

    @Provides
    @Singleton
    WriteBudget budget(AppConfig config, Clock clock, Pause pause) {
        return WriteBudget.ofGitHub(clock, pause, config.commit().githubWriteGap())
                .keptIn(config.stateDirectory().resolve("github-writes"));
    }

    @Provides
    @Singleton
    GitHubConnection connection(
            AppConfig config, CredentialSource credentials, WriteBudget budget, Clock clock, Pause pause) {
        AppConfig.Commit commit = config.commit();
        RepositoryUrl remote = commit.remote().orElseThrow();
        GitHubSettings settings = config.credentials()
                .gitHubApi()
                .map(api -> GitHubSettings.of(remote, api))
                .orElseGet(() -> GitHubSettings.of(remote))
                .bounded(commit.deadline(), MAXIMUM_RESPONSE_BYTES);
        return new GitHubConnection(settings, credentials, budget, clock, pause);
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    RequestLimits requestLimits(GitHubConnection connection) {
        return connection;
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    Comparisons comparisons(GitHubConnection connection) {
        return new GitHubComparisons(connection);
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    PullRequests pullRequests(GitHubConnection connection) {
        return new GitHubPullRequests(connection);
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    Proposals proposals(AppConfig config, PullRequests pullRequests) {
        AppConfig.PullRequest pullRequest = config.commit().pullRequest();
        return new Proposals(
                pullRequests,
                pullRequest.labels(),
                pullRequest.reviewers(),
                pullRequest.draft(),
                pullRequest.whenProtected());
    }

    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    DeliveryHost deliveryHost(AppConfig config, GitHubConnection connection, PullRequests pullRequests) {
        AppConfig.PullRequest pullRequest = config.commit().pullRequest();
        return new DeliveryHost(
                pullRequests,
                new GitHubPullRequestDecisions(connection),
                new GitHubChecks(connection),
                new GitHubBranches(connection),
                new GitHubTags(connection),
                new GitHubReleases(connection),
                pullRequest.labels(),
                pullRequest.reviewers(),
                pullRequest.draft());
    }
}
