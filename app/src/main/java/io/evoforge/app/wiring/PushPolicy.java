package io.evoforge.app.wiring;

import io.evoforge.app.config.AppConfig;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.ForeignVersion;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which versions may be pushed without a person looking at them: those whose numbers come from a full containment, where
 * no candidate could reach them. Less needs a setting that says so.
 */
public final class PushPolicy {
    private final boolean demandsFull;

    private PushPolicy(boolean demandsFull) {
        this.demandsFull = demandsFull;
    }

    /** The policy of a configuration. Commits that stay on this machine are nobody's concern. */
    public static PushPolicy of(AppConfig config) {
        return new PushPolicy(config.commit().strategy() != CommitStrategy.LOCAL
                && !config.evaluator().allowPushBelowFull());
    }

    /** Why nothing measured at {@code level} may be pushed, and what to do; empty if it may. */
    public Optional<String> objection(ContainmentLevel level) {
        if (!demandsFull || level == ContainmentLevel.FULL) {
            return Optional.empty();
        }
        return Optional.of(
                ("candidates are held at level '%s' here, and what was measured below 'full' is not pushed by"
                                + " itself. Run 'evoforge doctor' to see what is missing; or set commit.strategy to 'local', or"
                                + " evaluator.allow-push-below-full to 'true' if you trust the candidates on this machine.")
                        .formatted(level.name().toLowerCase(Locale.ROOT)));
    }

    /** Why {@code evolution} may not be pushed, and what to do; empty if it may. */
    public Optional<String> objection(Evolution evolution) {
        return objection(levelOf(evolution));
    }

    /** {@code publications} without what must not be pushed. */
    Publications guard(Publications publications) {
        return new Publications() {
            @Override
            public Publication publish(Evolution evolution) {
                return publish(evolution, null);
            }

            @Override
            public Publication publish(Evolution evolution, @Nullable ReviewReply review) {
                return objection(evolution)
                        .<Publication>map(Publication.Blocked::new)
                        .orElseGet(() -> publications.publish(evolution, review));
            }

            @Override
            public Publication withdraw(Evolution evolution, String reason) {
                return publications.withdraw(evolution, reason);
            }

            @Override
            public Optional<Duration> lookEvery() {
                return publications.lookEvery();
            }

            @Override
            public Optional<ForeignVersion> newer(Evolution champion) {
                return publications.newer(champion);
            }
        };
    }

    /** The lower of the levels that a version was measured at. */
    private static ContainmentLevel levelOf(Evolution evolution) {
        ContainmentLevel training = evolution.evidence().training().evaluator().level();
        ContainmentLevel heldOut = evolution.evidence().heldOut().evaluator().level();
        return training.compareTo(heldOut) < 0 ? training : heldOut;
    }
}
