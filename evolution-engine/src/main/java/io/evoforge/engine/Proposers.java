package io.evoforge.engine;

import io.evoforge.core.proposal.CandidateProposer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who can be asked for candidates. One that fails is set aside while another is left, so that a key that was revoked or a
 * provider that is down costs a run one of its models and not the night. The next start asks all of them again.
 */
final class Proposers {
    private final List<CandidateProposer> all;

    /** When those that were set aside return, in monotonic time; null for never. */
    private final Map<String, @Nullable Long> returns = new HashMap<>();

    Proposers(List<CandidateProposer> all) {
        this.all = List.copyOf(all);
    }

    /** The names of those that can be asked, in their order. */
    List<String> names() {
        return available().map(CandidateProposer::name).toList();
    }

    boolean canBeAsked(String name) {
        return available().anyMatch(proposer -> proposer.name().equals(name));
    }

    CandidateProposer named(String name) {
        return all.stream()
                .filter(proposer -> proposer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no proposer is named '" + name + "'"));
    }

    /**
     * Takes {@code name} out for a while, or for good.
     *
     * @param pause how long, or null until the run starts again
     * @return whether another is left; if not, nothing changes
     */
    boolean setAside(String name, @Nullable Duration pause) {
        if (available().allMatch(proposer -> proposer.name().equals(name))) {
            return false;
        }
        returns.put(name, pause == null ? null : System.nanoTime() + pause.toNanos());
        return true;
    }

    private Stream<CandidateProposer> available() {
        return all.stream().filter(proposer -> !isAside(proposer.name()));
    }

    private boolean isAside(String name) {
        if (!returns.containsKey(name)) {
            return false;
        }
        Long end = returns.get(name);
        return end == null || end - System.nanoTime() > 0;
    }
}
