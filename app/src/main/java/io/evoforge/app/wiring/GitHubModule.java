package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.vcs.github.GitHubConnection;
import io.evoforge.vcs.github.GitHubStrategy;
import io.evoforge.vcs.github.GitHubVersionControl;

/** Binds {@link VersionControl} to one of GitHub's interfaces. Needs {@link GitHubHostModule}. */
final class GitHubModule extends AbstractModule {
    private final GitHubStrategy strategy;

    GitHubModule(GitHubStrategy strategy) {
        this.strategy = strategy;
    }

    @Provides
    @Singleton
    VersionControl versionControl(GitHubConnection connection) {
        return new GitHubVersionControl(connection, strategy);
    }
}
