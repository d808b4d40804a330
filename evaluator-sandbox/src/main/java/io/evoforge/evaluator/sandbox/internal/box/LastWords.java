package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.evaluator.sandbox.internal.OneLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program said on its standard error before it failed. Most languages say what is wrong in the last line, and where in
 * lines above, as {@code file:12} or {@code "file", line 12}.
 */
record LastWords(String text) {
    private static final int MOST_PLACES = 5;

    /** The last line that says anything; empty if nothing was said. */
    String verdict() {
        return OneLine.of(text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line));
    }

    /** The places in the file {@code name} that were mentioned, outermost call first, with the line that followed. */
    List<Diagnostic> placesIn(String name) {
        Pattern place = Pattern.compile(Pattern.quote(name) + "(?:\", line |:)(\\d{1,7})");
        Deque<Diagnostic> places = new ArrayDeque<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher found = place.matcher(lines.get(i));
            if (found.find()) {
                String said = OneLine.of(lines.get(i + 1 < lines.size() ? i + 1 : i));
                places.add(new Diagnostic(Integer.parseInt(found.group(1)), 1, said));
                if (places.size() > MOST_PLACES) {
                    places.remove();
                }
            }
        }
        return List.copyOf(places);
    }
}
