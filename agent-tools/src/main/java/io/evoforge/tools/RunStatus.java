package io.evoforge.tools;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.tools.run.RunActivity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param activity whether it works now
 * @param run names the run, or null if none was begun
 * @param proposer who proposes, or null if no run was begun
 * @param evaluator what measures, or null if no run was begun
 * @param containment how well the box held candidates when the run began, or null if no run was begun
 * @param decided candidates whose fate was decided
 * @param adopted candidates that were adopted, without the one the run began with
 * @param champion the version that is current, or null if there is none yet
 * @param pendingPublications adopted versions without a confirmed commit
 * @param calls answers that came
 * @param spentMicrodollars what they cost, in millionths of a US dollar
 * @param budgetMicrodollars what the run may cost, or null without a limit
 * @param candidateLimit number of candidates after which the run ends by itself, or null if none is set
 * @param lastEventAt when something last happened in it, or null if nothing did
 * @param note how it ended, or what it waits for, for a person; null if there is nothing to say
 */
public record RunStatus(
        RunActivity activity,
        @Nullable String run,
        @Nullable String proposer,
        @Nullable String evaluator,
        @Nullable ContainmentLevel containment,
        long decided,
        long adopted,
        @Nullable EvolutionVersion champion,
        int pendingPublications,
        long calls,
        long spentMicrodollars,
        @Nullable Long budgetMicrodollars,
        @Nullable Long candidateLimit,
        @Nullable Instant lastEventAt,
        @Nullable String note) {}
