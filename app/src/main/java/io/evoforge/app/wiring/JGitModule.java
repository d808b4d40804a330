package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import io.evoforge.vcs.jgit.SshAccess;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Binds {@link VersionControl} to a bare repository in the state directory, pushed with JGit unless the strategy is
 * local. Needs {@link AppConfig}, {@link CredentialSource}, {@link Clock}.
 */
final class JGitModule extends AbstractModule {
    @Provides
    @Singleton
    VersionControl versionControl(AppConfig config, CredentialSource credentials, Clock clock, Resources resources) {
        AppConfig.Commit commit = config.commit();
        Path directory = config.stateDirectory().resolve("git");
        JGitSettings settings = commit.strategy() == CommitStrategy.LOCAL
                ? JGitSettings.local(directory)
                : JGitSettings.remote(directory, commit.remote().orElseThrow());
        return resources.add(new JGitVersionControl(withKeys(settings, commit), credentials, clock));
    }

    private static JGitSettings withKeys(JGitSettings settings, AppConfig.Commit commit) {
        JGitSettings all = settings.withDeadline(commit.deadline());
        if (commit.sshKey().isPresent() && commit.sshKnownHosts().isPresent()) {
            all = all.withSsh(new SshAccess(
                    commit.sshKey().get(), null, commit.sshKnownHosts().get()));
        }
        return commit.signingKey().map(all::withSigningKey).orElse(all);
    }
}
