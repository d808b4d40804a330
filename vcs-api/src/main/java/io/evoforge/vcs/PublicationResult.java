package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Rejection;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a version on its way to the repository. All cases are normal. */
public sealed interface PublicationResult {
    /** Which version. */
    EvolutionVersion version();

    /** When this was found. */
    Instant timestamp();

    /**
     * The version is where it belongs, by this call.
     *
     * @param commit where it is
     * @param pushed whether the remote has it, rather than only the local repository
     * @param url the commit's page, or null if there is none yet or the host is not known to have one
     */
    record Published(
            EvolutionVersion version,
            Instant timestamp,
            CommitId commit,
            boolean pushed,
            @Nullable URI url) implements PublicationResult {}

    /**
     * The version already was where it belongs; nothing was done.
     *
     * @param commit where it is
     * @param pushed whether the remote has it, rather than only the local repository
     * @param url the commit's page, or null if there is none yet or the host is not known to have one
     * @param takenBackBy the commit of ours that went back from it since, or null if there is none
     */
    record AlreadyPublished(
            EvolutionVersion version,
            Instant timestamp,
            CommitId commit,
            boolean pushed,
            @Nullable URI url,
            @Nullable CommitId takenBackBy)
            implements PublicationResult {}

    /**
     * A person has to look first: going on would overwrite somebody's work.
     *
     * @param commit the commit that waits in the local repository, or null if none was made
     * @param hold what is in the way
     */
    record Held(
            EvolutionVersion version,
            Instant timestamp,
            @Nullable CommitId commit,
            Hold hold) implements PublicationResult {}

    /**
     * A rule of ours or of the host forbids it.
     *
     * @param commit the commit that waits in the local repository, or null if none was made
     * @param rejection which rule
     */
    record Rejected(
            EvolutionVersion version,
            Instant timestamp,
            @Nullable CommitId commit,
            Rejection rejection) implements PublicationResult {}

    /** Whether the local repository has the commit. */
    default boolean commitSuccess() {
        return commitId().isPresent();
    }

    /** Whether the remote has the commit. */
    default boolean pushSuccess() {
        return match(Published::pushed, AlreadyPublished::pushed, held -> false, rejected -> false);
    }

    /** The commit, where there is one. */
    default Optional<CommitId> commitId() {
        return match(
                published -> Optional.of(published.commit),
                already -> Optional.of(already.commit),
                held -> Optional.ofNullable(held.commit),
                rejected -> Optional.ofNullable(rejected.commit));
    }

    /** The commit's page, where the remote has the commit and the host is known to have pages. */
    default Optional<URI> commitUrl() {
        return match(
                published -> Optional.ofNullable(published.url),
                already -> Optional.ofNullable(already.url),
                held -> Optional.empty(),
                rejected -> Optional.empty());
    }

    /** What is in the way and what to do about it; empty if the version is where it belongs. */
    default Optional<String> error() {
        return match(
                published -> Optional.empty(),
                already -> Optional.empty(),
                held -> Optional.of(held.hold.message()),
                rejected -> Optional.of(rejected.rejection.message()));
    }

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Published, T> published,
            Function<AlreadyPublished, T> alreadyPublished,
            Function<Held, T> held,
            Function<Rejected, T> rejected) {
        if (this instanceof Published p) {
            return published.apply(p);
        }
        if (this instanceof AlreadyPublished a) {
            return alreadyPublished.apply(a);
        }
        if (this instanceof Held h) {
            return held.apply(h);
        }
        return rejected.apply((Rejected) this);
    }
}
