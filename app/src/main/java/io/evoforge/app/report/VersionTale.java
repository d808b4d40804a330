package io.evoforge.app.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one version came about: what was asked, what was answered, and how it was judged.
 *
 * @param evolution the version with its evidence
 * @param previous the version before it, or null if it is the first of its run
 * @param approach which kind of change was asked for, empty for what a run began with
 * @param turns calls for it, in their order
 * @param decision why it was adopted, or null for what a run began with
 */
public record VersionTale(
        Evolution evolution,
        @Nullable Evolution previous,
        String approach,
        List<Turn> turns,
        @Nullable Decision decision) {
    private static final int CONTEXT_LINES = 3;

    /**
     * One question and its answer.
     *
     * @param fault why the answer could not be used, or null if it could
     */
    public record Turn(RunEvent.Replied replied, @Nullable String fault) {}

    public VersionTale {
        turns = List.copyOf(turns);
    }

    /**
     * Tells {@code version} from {@code history} and the events of its run.
     *
     * @param events hands all events of the run to its argument
     * @return empty if the run has no such version
     */
    public static Optional<VersionTale> of(
            RunHistory history, EvolutionVersion version, Consumer<Consumer<RunEvent>> events) {
        return history.version(version).map(evolution -> {
            Evolution previous = evolution.improves().flatMap(history::version).orElse(null);
            Gathered gathered = new Gathered(evolution.evidence().candidate());
            events.accept(gathered::see);
            return new VersionTale(
                    evolution,
                    previous,
                    gathered.approach,
                    gathered.turns(),
                    history.decisions().get(evolution.evidence().candidate()));
        });
    }

    /** The events of one candidate. */
    private static final class Gathered {
        private final long candidate;
        private final List<RunEvent.Replied> replies = new ArrayList<>();
        private final List<RunEvent.Unusable> faults = new ArrayList<>();
        private String approach = "";

        Gathered(long candidate) {
            this.candidate = candidate;
        }

        void see(RunEvent event) {
            if (event instanceof RunEvent.Planned e && e.candidate() == candidate) {
                approach = e.approach();
            } else if (event instanceof RunEvent.Replied e && e.candidate() == candidate) {
                replies.add(e);
            } else if (event instanceof RunEvent.Unusable e && e.candidate() == candidate) {
                faults.add(e);
            }
        }

        List<Turn> turns() {
            return replies.stream()
                    .map(reply -> new Turn(
                            reply,
                            faults.stream()
                                    .filter(fault -> fault.attempt() == reply.attempt())
                                    .map(RunEvent.Unusable::reason)
                                    .findFirst()
                                    .orElse(null)))
                    .toList();
        }
    }

    /** What it cost to propose, in millionths of a US dollar. */
    public long microdollars() {
        return turns.stream()
                .mapToLong(turn -> turn.replied().reply().usage().microdollars())
                .sum();
    }

    /** The change of the source since the version before, as a unified diff; empty for the first. */
    public List<String> diff() {
        if (previous == null) {
            return List.of();
        }
        List<String> before = previous.source().text().lines().toList();
        List<String> after = evolution.source().text().lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                previous.version().toString(),
                evolution.version().toString(),
                before,
                DiffUtils.diff(before, after),
                CONTEXT_LINES);
    }
}
