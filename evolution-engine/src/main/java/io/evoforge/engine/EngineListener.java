package io.evoforge.engine;

import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in a run, after it was stored. Called by the thread that leads the run; what a method throws is
 * logged and changes nothing. May show held-out results to people, never to a model.
 */
public interface EngineListener {
    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** A proposer is asked for a candidate for the first time. */
    default void candidateStarted(long candidate, String proposer) {}

    /** An answer could not be used; {@code attempt} 0 is followed by a repair turn. */
    default void replyUnusable(long candidate, int attempt, String reason) {}

    /**
     * A candidate's fate was decided.
     *
     * @param summary one line by the proposer about its change; untrusted text
     */
    default void candidateDecided(long candidate, String summary, Decision decision) {}

    /** A version was adopted; it may be the one the run begins with. */
    default void adopted(Evolution evolution) {}

    /** The remote has a version. */
    default void published(EvolutionVersion version, CommitId commit) {}

    /**
     * A publication did not succeed this time, or waits for a check or a review.
     *
     * @param nextTry when it is tried again, or null if a person has to act first
     */
    default void publicationDelayed(EvolutionVersion version, String reason, @Nullable Instant nextTry) {}

    /**
     * A version was turned down, and with it those developed from it; the run goes on from {@code champion}.
     *
     * @param descendants the versions developed from it, oldest first
     * @param reason untrusted text
     */
    default void withdrawn(
            EvolutionVersion version, List<EvolutionVersion> descendants, EvolutionVersion champion, String reason) {}

    /**
     * A version was reviewed before its publication.
     *
     * @param reply its texts are untrusted
     */
    default void reviewed(EvolutionVersion version, ReviewReply reply) {}

    /** A version could not be reviewed, and its reviewer is not asked again by this start of the run. */
    default void reviewFailed(EvolutionVersion version, String reason) {}

    /**
     * The repository holds a version that did not come from this run, which goes on from there.
     *
     * @param author who committed it; untrusted text
     * @param overtaken versions of ours that are not published under their numbers, oldest first
     */
    default void overtaken(EvolutionVersion version, String author, List<EvolutionVersion> overtaken) {}

    /**
     * One of several proposers failed or has no more to say, and is not asked meanwhile; the run goes on with the others.
     *
     * @param until when it is asked again, or null if by the next start
     */
    default void proposerSetAside(String proposer, String reason, @Nullable Instant until) {}

    /** The run waits for something outside to get better, and tries again at {@code nextTry}. */
    default void waiting(String reason, Instant nextTry) {}

    /** Something was counted: see {@link RunProgress}. */
    default void progress(RunProgress progress) {}
}
