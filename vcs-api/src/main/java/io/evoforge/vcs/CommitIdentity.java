package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.Signature;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * In whose name commits are made.
 *
 * @param name as {@link Signature#name}
 * @param email as {@link Signature#email}
 */
public record CommitIdentity(String name, String email) {
    /** Nobody's account on any host. */
    public static final CommitIdentity DEFAULT = new CommitIdentity("Evoforge", "evoforge@localhost");

    public CommitIdentity {
        new Signature(name, email, Instant.EPOCH.atOffset(ZoneOffset.UTC)); // refuses what git cannot write
    }

    /** Signs at {@code when}, in UTC. */
    public Signature at(Instant when) {
        return new Signature(name, email, when.atOffset(ZoneOffset.UTC));
    }
}
