package io.evoforge.dashboard.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the list of candidates, newest first.
 *
 * @param total candidates that match
 * @param rows at most as many as asked for
 * @param before where the next older page begins, or null if this is the last
 */
public record CandidatePage(
        long total, List<CandidateRow> rows, @Nullable Long before) {
    public CandidatePage {
        rows = List.copyOf(rows);
    }
}
