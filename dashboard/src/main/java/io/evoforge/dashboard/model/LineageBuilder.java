package io.evoforge.dashboard.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the candidates of one parent. */
final class LineageBuilder {
    private final Map<CandidateState, Long> counts = new EnumMap<>(CandidateState.class);
    private final Deque<LineageGroup.Dot> newest = new ArrayDeque<>();
    private long total;

    void add(LineageGroup.Dot dot) {
        total++;
        counts.merge(dot.state(), 1L, Long::sum);
        newest.addLast(dot);
        if (newest.size() > RunModel.DOTS) {
            newest.removeFirst();
        }
    }

    LineageGroup build(String label, @Nullable Integer version, long candidate) {
        return new LineageGroup(label, version, candidate, total, counts, List.copyOf(newest));
    }
}
