package io.evoforge.evaluator.sandbox.containment;

import io.evoforge.core.evaluation.ContainmentLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How well the boxes of an evaluator hold.
 *
 * @param held the probes that did not get out
 * @param missing what stands in the way of a better level, each with what to do; empty at the full level
 * @param most the best level that may be claimed, for reasons that no probe can find
 */
public record ContainmentReport(Set<Probe> held, List<String> missing, ContainmentLevel most) {
    private static final Set<Probe> LIMITED = EnumSet.of(Probe.ENVIRONMENT, Probe.WRITE, Probe.THREADS);

    public ContainmentReport {
        EnumSet<Probe> copy = EnumSet.noneOf(Probe.class);
        copy.addAll(held);
        held = Collections.unmodifiableSet(copy);
        missing = List.copyOf(missing);
    }

    /** What the probes alone say. */
    public ContainmentReport(Set<Probe> held, List<String> missing) {
        this(held, missing, ContainmentLevel.FULL);
    }

    /** The same, but never better than {@code level}, because of {@code reason}. */
    public ContainmentReport atMost(ContainmentLevel level, String reason) {
        List<String> reasons = new ArrayList<>(missing);
        reasons.add(reason);
        return new ContainmentReport(held, reasons, level);
    }

    /**
     * The level that the probes prove and {@link #most} allows: full if none got out, limited if the environment, writing and threads are held,
     * else that of a mere process.
     */
    public ContainmentLevel level() {
        ContainmentLevel proved = proved();
        return proved.compareTo(most) < 0 ? proved : most;
    }

    private ContainmentLevel proved() {
        if (held.containsAll(EnumSet.allOf(Probe.class))) {
            return ContainmentLevel.FULL;
        }
        return held.containsAll(LIMITED) ? ContainmentLevel.LIMITED : ContainmentLevel.PROCESS;
    }
}
