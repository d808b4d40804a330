package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.Secret;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.vcs.jgit.SshAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Makes SSH sessions that know one key and the configured hosts, and nothing of the user's. */
final class SshSessions {
    private static final String ED25519 = "ssh-ed25519";

    private SshSessions() {}

    /**
     * Refuses a key that could only fail later, and then with words that blame the server: JGit's SSH reads Ed25519 keys
     * only where an embedder has put a library for them on the class path.
     */
    static void requireSupported(Path privateKey) {
        if (isEd25519(privateKey) && !SecurityUtils.isEDDSACurveSupported()) {
            throw new VersionControlException(
                    Reason.UNAUTHENTICATED,
                    "The private key '" + privateKey
                            + "' is an Ed25519 one, which the SSH of JGit cannot use here. Make"
                            + " one with `ssh-keygen -t ecdsa` or `ssh-keygen -t rsa`, and add its public part to the"
                            + " host.");
        }
    }

    private static boolean isEd25519(Path privateKey) {
        try {
            String body = Files.readString(privateKey, StandardCharsets.ISO_8859_1)
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            return new String(Base64.getDecoder().decode(body), StandardCharsets.ISO_8859_1).contains(ED25519);
        } catch (IOException | IllegalArgumentException e) {
            return false; // another format; whether it can be read is found out with the first connection
        }
    }

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
