package io.evoforge.evaluator.sandbox.containment;

import io.evoforge.core.evaluation.ContainmentLevel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How well the boxes of an evaluator hold.
 *
 * @param held the probes that did not get out
 * @param missing what stands in the way of a better level, each with what to do; empty at the full level
 */
public record ContainmentReport(Set<Probe> held, List<String> missing) {
    private static final Set<Probe> LIMITED = EnumSet.of(Probe.ENVIRONMENT, Probe.WRITE, Probe.THREADS);

    public ContainmentReport {
        EnumSet<Probe> copy = EnumSet.noneOf(Probe.class);
        copy.addAll(held);
        held = Collections.unmodifiableSet(copy);
        missing = List.copyOf(missing);
    }

    /**
     * The level that the probes prove: full if none got out, limited if the environment, writing and threads are held,
     * else that of a mere process.
     */
    public ContainmentLevel level() {
        if (held.containsAll(EnumSet.allOf(Probe.class))) {
            return ContainmentLevel.FULL;
        }
        return held.containsAll(LIMITED) ? ContainmentLevel.LIMITED : ContainmentLevel.PROCESS;
    }
}
