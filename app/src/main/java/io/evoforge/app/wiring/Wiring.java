package io.evoforge.app.wiring;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import io.evoforge.app.config.AppConfig;
import io.evoforge.vcs.github.GitHubStrategy;

/** Chooses the adapters. The only place that does. */
final class Wiring {
    private Wiring() {}

    static Module of(AppConfig config) {
        return Modules.combine(
                new VideoModule(),
                evaluator(config),
                new SqliteModule(),
                new CredentialsModule(),
                new ReviewModule(),
                versionControl(config),
                config.hasHost() ? new GitHubHostModule() : Modules.EMPTY_MODULE,
                proposer(config));
    }

    private static Module evaluator(AppConfig config) {
        return config.evaluator().command().<Module>map(CommandModule::new).orElseGet(SandboxModule::new);
    }

    private static Module versionControl(AppConfig config) {
        return switch (config.commit().strategy()) {
            case LOCAL, PUSH -> new JGitModule();
            case GITHUB_GIT_DATA, PULL_REQUEST -> new GitHubModule(GitHubStrategy.GIT_DATA);
            case GITHUB_CONTENTS -> new GitHubModule(GitHubStrategy.CONTENTS);
            case GITHUB_GRAPHQL -> new GitHubModule(GitHubStrategy.GRAPHQL);
        };
    }

    private static Module proposer(AppConfig config) {
        return switch (config.proposer().kind()) {
            case MUTATING -> new MutatingModule();
            case RECORDED -> new RecordedModule();
            case MODEL -> new ModelModule();
        };
    }
}
