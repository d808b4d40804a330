package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.review.ReviewReply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is stored about the reviews of versions that are not published yet. */
final class ReviewRecords {
    private final Map<EvolutionVersion, ReviewReply> replies = new HashMap<>();

    /** Versions with a failed review, and whether that was the last try. */
    private final Map<EvolutionVersion, Boolean> failures = new HashMap<>();

    private final Set<EvolutionVersion> begun = new HashSet<>();

    void reviewed(RunEvent.Reviewed event) {
        replies.put(event.version(), event.reply());
    }

    void failed(RunEvent.ReviewFailed event) {
        failures.put(event.version(), event.isLast());
    }

    /** A publication was tried, or held: without any word of a reviewer, it was to go without one. */
    void delayed(EvolutionVersion version) {
        if (!replies.containsKey(version) && !failures.containsKey(version)) {
            begun.add(version);
        }
    }

    /** Nothing of {@code version} is asked any more. */
    void settled(EvolutionVersion version) {
        replies.remove(version);
        failures.remove(version);
        begun.remove(version);
    }

    Optional<ReviewReply> of(EvolutionVersion version) {
        return Optional.ofNullable(replies.get(version));
    }

    /** Whether an earlier or this start of the run asked in vain until its last try. */
    boolean isGivenUp(EvolutionVersion version) {
        return failures.getOrDefault(version, false);
    }

    /** Whether its publication began before anybody was asked to review it. */
    boolean isPublicationBegun(EvolutionVersion version) {
        return begun.contains(version);
    }
}
