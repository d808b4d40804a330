package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.Secret;
import io.evoforge.vcs.jgit.SshAccess;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Makes SSH sessions that know one key and the configured hosts, and nothing of the user's. */
final class SshSessions {
    private SshSessions() {}

    static SshdSessionFactory factory(SshAccess access, Path stateDirectory) {
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(stateDirectory.toFile())
                .setSshDirectory(stateDirectory.toFile())
                .setConfigFile(ssh -> null)
                .setPreferredAuthentications("publickey")
                .setDefaultIdentities(ssh -> List.of(access.privateKey()))
                .setServerKeyDatabase((home, ssh) -> new OpenSshServerKeyDatabase(false, List.of(access.knownHosts())))
                .setKeyPasswordProvider(credentials -> new Passphrase(access.passphrase()))
                .build(null);
    }

    /** Gives the passphrase once. */
    private record Passphrase(@Nullable Secret secret) implements KeyPasswordProvider {
        @Override
        public char @Nullable [] getPassphrase(URIish key, int attempt) {
            return secret == null || attempt > 0 ? null : secret.reveal().toCharArray();
        }

        @Override
        public void setAttempts(int maximum) {
            // one is enough
        }

        @Override
        public boolean keyLoaded(URIish key, int attempt, @Nullable Exception failure) {
            return false;
        }
    }
}
