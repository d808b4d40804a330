package io.evoforge.core.evolution;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened in a run and must not be forgotten. The state of a run is all its events, in order. */
public sealed interface RunEvent {
    /** When it happened. Order is by position, never by time. */
    Instant at();

    /**
     * A run began.
     *
     * @param run names the run
     * @param seed of all its chance
     * @param proposer who proposes
     * @param evaluator what measures
     */
    record Started(String run, long seed, String proposer, EvaluatorIdentity evaluator, Instant at)
            implements RunEvent {}

    /**
     * It was settled what to ask for a candidate. Kept together with the decision it rests on, so that a run that is
     * taken up again asks the same.
     *
     * @param candidate number of the candidate, from 1
     * @param parent the source to improve
     * @param proposer who is asked
     * @param approach which kind of change is asked for, in one word
     * @param prompt the whole prompt of the first turn
     */
    record Planned(long candidate, SourceCode parent, String proposer, String approach, String prompt, Instant at)
            implements RunEvent {}

    /**
     * A proposer answered. Kept before the answer is read, because it may have cost money.
     *
     * @param call number of the request in the run, from 1
     * @param candidate number of the candidate, from 1
     * @param attempt 0, or 1 for a repair turn
     * @param prompt what it was asked
     * @param reply what it answered
     */
    record Replied(long call, long candidate, int attempt, String prompt, ModelReply reply, Instant at)
            implements RunEvent {}

    /**
     * An answer could not be turned into a source, so nothing was evaluated.
     *
     * @param candidate number of the candidate
     * @param attempt 0, or 1 for a repair turn
     * @param reason what the proposer is told in the repair turn
     */
    record Unusable(long candidate, int attempt, String reason, Instant at) implements RunEvent {}

    /**
     * A source was evaluated.
     *
     * @param candidate number of the candidate, 0 for the seed
     * @param source what was evaluated
     * @param group on which sequences
     * @param outcome what came out
     */
    record Evaluated(long candidate, SourceCode source, SequenceGroup group, EvaluationOutcome outcome, Instant at)
            implements RunEvent {}

    /**
     * A candidate's fate was decided.
     *
     * @param candidate its number
     * @param decision what and why
     */
    record Decided(long candidate, Decision decision, Instant at) implements RunEvent {}

    /** A version was adopted, and its publication is due from now on. */
    record Adopted(Evolution evolution, Instant at) implements RunEvent {}

    /**
     * The remote has a version.
     *
     * @param version which
     * @param commit where
     */
    record Published(EvolutionVersion version, CommitId commit, Instant at) implements RunEvent {}

    /**
     * A publication did not succeed this time, or waits for a check or a review.
     *
     * @param version which
     * @param reason why, for a person
     * @param nextTry when it is tried again, or null if a person has to act first
     */
    record PublicationDelayed(
            EvolutionVersion version,
            String reason,
            @Nullable Instant nextTry,
            Instant at) implements RunEvent {}

    /**
     * A version was turned down on its way to the remote, and with it every version that was developed from it. None of
     * them is published any more, and the run goes on from the last one that stands.
     *
     * @param version which was turned down
     * @param descendants the versions developed from it, oldest first; may be empty
     * @param champion the version that is current from now on
     * @param reason why, in one line; untrusted text
     */
    record Withdrawn(
            EvolutionVersion version,
            List<EvolutionVersion> descendants,
            EvolutionVersion champion,
            String reason,
            Instant at)
            implements RunEvent {
        public Withdrawn {
            descendants = List.copyOf(descendants);
        }

        /** Whether {@code one} does not count any more. */
        public boolean concerns(EvolutionVersion one) {
            return one.equals(version) || descendants.contains(one);
        }
    }

    /**
     * A version was reviewed on its way to the remote. Kept before anything follows from it, because it may have cost money.
     *
     * @param version which
     * @param reply what the reviewer said; its texts are untrusted
     */
    record Reviewed(EvolutionVersion version, ReviewReply reply, Instant at) implements RunEvent {}

    /**
     * A version could not be reviewed this time.
     *
     * @param version which
     * @param reason why, for a person
     * @param spent what was paid nevertheless
     * @param isLast whether the reviewer is not asked again by this start of the run
     */
    record ReviewFailed(EvolutionVersion version, String reason, TokenUsage spent, boolean isLast, Instant at)
            implements RunEvent {}

    /**
     * The repository went on without us: another agent was faster, or somebody went back to an earlier version. The run
     * goes on from there, once it has measured that version; the newest of ours that is not published gets another chance
     * against it.
     *
     * @param overtaken versions of ours that are not published and never will be under these numbers, oldest first; may
     *     be empty
     * @param version the number of what the repository holds
     * @param highest the highest number that the repository has given, at least {@code version}
     * @param source what the repository holds
     * @param evolution names its adoption, or null for a rollback, which adopts nothing
     * @param commit where it is
     * @param author who committed it, for a person; untrusted text
     */
    record Overtaken(
            List<EvolutionVersion> overtaken,
            EvolutionVersion version,
            EvolutionVersion highest,
            SourceCode source,
            @Nullable EvolutionId evolution,
            CommitId commit,
            String author,
            Instant at)
            implements RunEvent {
        public Overtaken {
            overtaken = List.copyOf(overtaken);
        }
    }
}
