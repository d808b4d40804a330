package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewRequest;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.review.ReviewerException;
import io.evoforge.engine.review.ObjectionPolicy;
import io.evoforge.engine.review.ReviewQuestion;
import io.evoforge.engine.review.ReviewSettings;
import io.evoforge.engine.review.ReviewText;
import io.evoforge.vcs.message.ModelText;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has adopted versions reviewed before they are published, one after the other, and says what follows for each of them. An
 * answer is stored before anything follows from it, so that no review is paid twice. A review takes rights away or nothing:
 * what the policy of delivery demands, it demands all the same.
 */
final class Reviews {
    private static final System.Logger LOG = System.getLogger(Reviews.class.getName());
    private static final int LONGEST_REASON = 500;

    private final @Nullable ReviewSettings settings;
    private final RunState state;
    private final Lane lane;
    private final Budget budget;
    private final Journal journal;
    private final EngineListener listener;
    private final Clock clock;
    private final RetrySchedule<EvolutionVersion> retries;

    /** Why this start of the run does not ask about a version any more. */
    private final Map<EvolutionVersion, String> givenUp = new HashMap<>();

    /** What was reviewed by this start of the run, so that nothing was published in spite of the review. */
    private final Set<EvolutionVersion> reviewedNow = new HashSet<>();

    /** Whether a version may be published. */
    sealed interface Standing {
        /** Yes, as far as reviews are concerned. */
        record Free() implements Standing {}

        /** Its review is under way, or comes next. */
        record Awaited() implements Standing {}

        /** Not before a person has acted. */
        record Held(String reason) implements Standing {}

        /** Never: changes are asked for, and the proposer is to make them. */
        record TurnedDown(String reason) implements Standing {}
    }

    Reviews(
            @Nullable ReviewSettings settings,
            RunState state,
            Lane lane,
            Budget budget,
            Journal journal,
            EngineListener listener,
            Clock clock,
            Pauses pauses) {
        this.settings = settings;
        this.state = state;
        this.lane = lane;
        this.budget = budget;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        this.retries = new RetrySchedule<>(pauses);
    }

    /** Starts the next review if it is due. */
    void advance() {
        ReviewSettings review = settings;
        if (review == null || !lane.isFree()) {
            return;
        }
        Optional<Evolution> next = state.unpublished().stream()
                .filter(evolution -> standing(evolution) instanceof Standing.Awaited)
                .findFirst();
        retries.retain(version -> next.isPresent() && next.get().version().equals(version));
        if (next.isPresent() && retries.isDue(next.get().version())) {
            ask(review, next.get());
        }
    }

    private void ask(ReviewSettings review, Evolution evolution) {
        EvolutionVersion version = evolution.version();
        Evolution base = state.standingBefore(version).orElseThrow();
        ReviewRequest request = ReviewQuestion.of(evolution, base, review.path());
        TokenUsage atMost = review.reviewer().atMost(request);
        Budget.Permission permission = budget.permissionToReview(state, atMost);
        if (permission == Budget.Permission.MONEY_USED_UP) {
            failed(version, "what is left of the budget is not enough for a review", TokenUsage.NONE, true);
        }
        if (permission != Budget.Permission.YES) {
            return;
        }
        budget.reserveReview(atMost);
        lane.start(
                () -> review.reviewer().review(request),
                reply -> reviewed(version, reply),
                failure -> failed(review, version, failure));
    }

    private void reviewed(EvolutionVersion version, ReviewReply reply) {
        budget.releaseReview();
        retries.succeeded(version);
        reviewedNow.add(version);
        journal.keep(new RunEvent.Reviewed(version, reply, clock.instant()));
        listener.reviewed(version, reply);
    }

    private void failed(ReviewSettings review, EvolutionVersion version, RuntimeException failure) {
        budget.releaseReview();
        boolean passes = failure instanceof ReviewerException known && known.isRetryable();
        TokenUsage spent = failure instanceof ReviewerException known ? known.spent() : TokenUsage.NONE;
        if (!(failure instanceof ReviewerException)) {
            LOG.log(System.Logger.Level.ERROR, "the review of " + version + " failed unexpectedly", failure);
        }
        boolean isLast = !passes || retries.failures(version) + 1 >= review.tries();
        failed(version, ModelText.line(String.valueOf(failure.getMessage()), LONGEST_REASON), spent, isLast);
    }

    private void failed(EvolutionVersion version, String reason, TokenUsage spent, boolean isLast) {
        journal.keep(new RunEvent.ReviewFailed(version, reason, spent, isLast, clock.instant()));
        if (isLast) {
            givenUp.put(version, reason);
            listener.reviewFailed(version, reason);
        } else {
            Duration pause = retries.failed(version);
            listener.waiting(
                    "review of " + version + ": " + reason, clock.instant().plus(pause));
        }
    }

    /** Whether the review of {@code version} came in this start of the run. */
    boolean isNew(EvolutionVersion version) {
        return reviewedNow.contains(version);
    }

    /** What a review, or the lack of one, means for {@code evolution}. */
    Standing standing(Evolution evolution) {
        ReviewSettings review = settings;
        EvolutionVersion version = evolution.version();
        // What a run begins with has no change to review; what is half published already was to go without a review.
        if (review == null
                || state.standingBefore(version).isEmpty()
                || state.reviews().isPublicationBegun(version)) {
            return new Standing.Free();
        }
        Optional<ReviewReply> reply = state.reviews().of(version);
        if (reply.isPresent()) {
            return following(review, version, reply.get());
        }
        String failure = givenUp.get(version);
        if (failure != null && review.required()) {
            return new Standing.Held("there is no review of " + version + ": " + failure
                    + ". Repair what is wrong and start again, or set review.required to false");
        }
        return failure != null || (!review.required() && state.reviews().isGivenUp(version))
                ? new Standing.Free()
                : new Standing.Awaited();
    }

    private static Standing following(ReviewSettings review, EvolutionVersion version, ReviewReply reply) {
        if (reply.verdict() != ReviewVerdict.REQUEST_CHANGES || review.onChangesRequested() == ObjectionPolicy.ADVISE) {
            return new Standing.Free();
        }
        String said = ReviewText.line(reply, LONGEST_REASON);
        return review.onChangesRequested() == ObjectionPolicy.REPAIR
                ? new Standing.TurnedDown(said)
                : new Standing.Held(said + ". To publish " + version
                        + " all the same, run 'evoforge commit --push', or go on with review.on-changes-requested"
                        + " 'advise'; to withdraw it, go on with 'repair'");
    }

    /** Whether new candidates wait: it would be a waste to build on a version that may be turned down in a moment. */
    boolean holdsUpPlanning() {
        return settings != null
                && settings.onChangesRequested() == ObjectionPolicy.REPAIR
                && state.unpublished().stream().map(this::standing).anyMatch(Reviews::isUnsettled);
    }

    private static boolean isUnsettled(Standing standing) {
        return standing instanceof Standing.Awaited || standing instanceof Standing.TurnedDown;
    }

    /** Whether a call is under way, which is paid for and has to be waited for. */
    boolean isBusy() {
        return !lane.isIdle();
    }

    Duration untilNext(Duration longest) {
        return settings == null || isBusy() ? longest : retries.untilNext(longest);
    }
}
