package io.evoforge.engine.reply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SEARCH/REPLACE edits. Each names whole lines of the parent, exactly and once, and what stands there instead:
 *
 * <pre>
 * &lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH
 * lines of the parent
 * =======
 * lines that replace them
 * &gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE
 * </pre>
 *
 * <p>All edits refer to the parent as it was shown, so their order does not matter and they must not overlap.
 */
final class EditBlocks {
    static final String SEARCH = "<<<<<<< SEARCH";
    static final String DIVIDER = "=======";
    static final String REPLACE = ">>>>>>> REPLACE";

    private EditBlocks() {}

    private record Edit(int number, List<String> search, List<String> replacement) {}

    /** An edit and the line of the parent, from 0, where it applies. */
    private record PlacedEdit(Edit edit, int start) {
        int end() {
            return start + edit.search().size();
        }
    }

    static boolean areIn(List<String> reply) {
        return reply.stream().anyMatch(line -> isMarker(line, SEARCH));
    }

    static String applied(List<String> reply, List<String> parent) throws UnusableReplyException {
        List<PlacedEdit> placed = new ArrayList<>();
        for (Edit edit : edits(reply)) {
            placed.add(new PlacedEdit(edit, place(edit, parent)));
        }
        placed.sort(Comparator.comparingInt(PlacedEdit::start));
        List<String> result = new ArrayList<>();
        int next = 0;
        for (PlacedEdit edit : placed) {
            if (edit.start() < next) {
                throw new UnusableReplyException("Edit " + edit.edit().number() + " overlaps another edit at line "
                        + (edit.start() + 1) + " of the source. Every SEARCH refers to the source as it was shown; make"
                        + " one edit of the two.");
            }
            result.addAll(parent.subList(next, edit.start()));
            result.addAll(edit.edit().replacement());
            next = edit.end();
        }
        result.addAll(parent.subList(next, parent.size()));
        return String.join("\n", result);
    }

    private static boolean isMarker(String line, String marker) {
        return line.stripTrailing().equals(marker);
    }

    private static List<Edit> edits(List<String> reply) throws UnusableReplyException {
        List<Edit> edits = new ArrayList<>();
        int i = 0;
        while (i < reply.size()) {
            if (!isMarker(reply.get(i), SEARCH)) {
                i++;
                continue;
            }
            int number = edits.size() + 1;
            int divider = find(reply, i + 1, DIVIDER, number);
            int end = find(reply, divider + 1, REPLACE, number);
            edits.add(new Edit(number, reply.subList(i + 1, divider), reply.subList(divider + 1, end)));
            i = end + 1;
        }
        return edits;
    }

    private static int find(List<String> reply, int from, String marker, int number) throws UnusableReplyException {
        for (int i = from; i < reply.size(); i++) {
            if (isMarker(reply.get(i), marker)) {
                return i;
            }
            if (isMarker(reply.get(i), SEARCH)) {
                break;
            }
        }
        throw new UnusableReplyException("Edit " + number + " has no line '" + marker
                + "': it is malformed, or the answer was cut short. Answer with complete edits.");
    }

    private static int place(Edit edit, List<String> parent) throws UnusableReplyException {
        if (edit.search().stream().allMatch(String::isBlank)) {
            throw new UnusableReplyException("The SEARCH part of edit " + edit.number()
                    + " is empty. Copy the lines to replace, or the line after which to insert, into it.");
        }
        List<Integer> places = places(edit.search(), parent, false);
        if (places.size() == 1) {
            return places.get(0);
        }
        if (places.isEmpty()) {
            throw new UnusableReplyException(noMatch(edit, parent));
        }
        throw new UnusableReplyException("The SEARCH part of edit " + edit.number() + " matches " + places.size()
                + " places, at lines "
                + places.stream().map(line -> Integer.toString(line + 1)).collect(Collectors.joining(", "))
                + " of the source. Copy more lines around the place you mean, so that it matches once.");
    }

    private static String noMatch(Edit edit, List<String> parent) {
        String beginning = "The SEARCH part of edit " + edit.number() + " matches nothing in the source";
        List<Integer> loosely = places(edit.search(), parent, true);
        if (!loosely.isEmpty()) {
            return beginning + ": only with another indentation it would, at line " + (loosely.get(0) + 1)
                    + ". Copy the lines exactly, with their spaces.";
        }
        for (String line : edit.search()) {
            if (!parent.contains(line)) {
                return beginning + ": the source has no line '" + shortened(line.strip())
                        + "'. Copy whole lines exactly as they stand in the source.";
            }
        }
        return beginning + ": each line is there, but not together in this order. Copy consecutive lines exactly.";
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 100) + "...";
    }

    private static List<Integer> places(List<String> search, List<String> parent, boolean ignoreIndentation) {
        List<Integer> places = new ArrayList<>();
        for (int start = 0; start + search.size() <= parent.size(); start++) {
            if (matchesAt(search, parent, start, ignoreIndentation)) {
                places.add(start);
            }
        }
        return places;
    }

    private static boolean matchesAt(List<String> search, List<String> parent, int start, boolean ignoreIndentation) {
        for (int i = 0; i < search.size(); i++) {
            String wanted = search.get(i);
            String found = parent.get(start + i);
            if (!(ignoreIndentation ? wanted.strip().equals(found.strip()) : wanted.equals(found))) {
                return false;
            }
        }
        return true;
    }
}
