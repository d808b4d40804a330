package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.Secret;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an {@code ssh} remote is entered. Nothing else is used: no agent, no {@code ~/.ssh}, no configuration file.
 *
 * @param privateKey file with the private key, in OpenSSH's or PEM format
 * @param passphrase of the key; null if it has none
 * @param knownHosts file with the keys of the hosts that are trusted, in the format of {@code ~/.ssh/known_hosts}; a
 *     host that is not in it is refused
 */
public record SshAccess(Path privateKey, @Nullable Secret passphrase, Path knownHosts) {
    public SshAccess {
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(knownHosts, "knownHosts");
    }
}
