package io.evoforge.core.versioncontrol;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of the last block of a commit message, such as {@code Codec-Version: 7}.
 *
 * @param name letters, digits and {@code -}
 * @param value one line, not blank, without blanks around it
 */
public record Trailer(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}*[^\\s\\p{Cntrl}]");
    private static final Pattern PERSON = Pattern.compile("(?i)(?:Co-authored|Signed-off)-by");

    public Trailer {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a trailer's name has letters, digits and '-' only");
        }
        if (!VALUE.matcher(value).matches() || !value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "the value of trailer '" + name + "' must be one line, not blank, without blanks around it");
        }
    }

    /**
     * The trailers of a commit message: the lines of its last paragraph, if every one of them is a trailer and it is not
     * the first paragraph. In their order; a name may occur several times. A paragraph of people alone, as hosts put it below
     * the message of a squashed commit, belongs to the block above it.
     *
     * @return empty if the message has no trailer block
     */
    public static List<Trailer> in(String message) {
        String text = message.replace("\r\n", "\n").stripTrailing();
        int lastBlankLine = text.lastIndexOf("\n\n");
        if (lastBlankLine < 0) {
            return List.of();
        }
        List<Trailer> last = block(text.substring(lastBlankLine + 2));
        boolean isOfPeople =
                last.stream().allMatch(trailer -> PERSON.matcher(trailer.name()).matches());
        if (last.isEmpty() || !isOfPeople) {
            return last;
        }
        List<Trailer> all = new ArrayList<>(in(text.substring(0, lastBlankLine)));
        all.addAll(last);
        return List.copyOf(all);
    }

    private static List<Trailer> block(String paragraph) {
        List<Trailer> trailers = new ArrayList<>();
        for (String line : paragraph.split("\n", -1)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0));
            String value = line.substring(colon + 1).strip();
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                return List.of();
            }
            trailers.add(new Trailer(name, value));
        }
        return List.copyOf(trailers);
    }

    /** The line as it stands in a commit message. */
    public String line() {
        return name + ": " + value;
    }
}
