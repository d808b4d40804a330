package io.evoforge.dashboard.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The run in numbers.
 *
 * @param position events read so far
 * @param run names the run, or null if there is none yet
 * @param proposer who proposes, or null
 * @param evaluator what measures, or null
 * @param boxLevel how well candidates are held, in lower case, or null
 * @param startedAt when the run began, or null
 * @param candidates asked for
 * @param decided of them
 * @param adopted of them
 * @param rejected measured, and not better
 * @param refused by the evaluator
 * @param unusable answers, or programs that were tried before
 * @param indecisive measured, but not comparable
 * @param champion number of the current version, or null
 * @param calls answers of proposers
 * @param inputTokens of all prompts
 * @param outputTokens of all answers
 * @param microdollars spent, in millionths of a US dollar
 * @param publicationsInLastDay versions published in the last 24 hours
 * @param decidedInLastHour candidates whose fate was decided in the last hour
 * @param lastEventAt when something last happened, or null
 */
public record Totals(
        long position,
        @Nullable String run,
        @Nullable String proposer,
        @Nullable String evaluator,
        @Nullable String boxLevel,
        @Nullable Instant startedAt,
        long candidates,
        long decided,
        long adopted,
        long rejected,
        long refused,
        long unusable,
        long indecisive,
        @Nullable Integer champion,
        long calls,
        long inputTokens,
        long outputTokens,
        long microdollars,
        long publicationsInLastDay,
        long decidedInLastHour,
        @Nullable Instant lastEventAt) {}
