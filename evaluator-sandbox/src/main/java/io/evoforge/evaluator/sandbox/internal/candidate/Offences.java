package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.evaluation.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a candidate may not do and does, each once for a line. */
final class Offences {
    private final Set<Diagnostic> found = new LinkedHashSet<>();

    /** Notes an offence. The bytecode knows lines and no columns. */
    void add(int line, String message) {
        found.add(new Diagnostic(line, line == 0 ? 0 : 1, message));
    }

    /** Sorted by line, as a person reads the source. */
    List<Diagnostic> inOrder() {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Diagnostic::line));
        return sorted;
    }
}
