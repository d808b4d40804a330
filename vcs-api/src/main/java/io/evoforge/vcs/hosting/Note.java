package io.evoforge.vcs.hosting;

/**
 * Something said once, and found again by a marker that people do not see.
 *
 * @param marker letters, digits, {@code -} and spaces; the same for each try to say it
 * @param text Markdown; what is not ours in it has to be harmless already
 */
public record Note(String marker, String text) {
    public Note {
        if (!marker.matches("[A-Za-z0-9][A-Za-z0-9 -]{0,199}") || marker.contains("--")) {
            throw new IllegalArgumentException(
                    "a marker has up to 200 letters, digits, single '-' and spaces but was '" + marker + "'");
        }
    }

    /** The marker as it stands in Markdown. */
    public String hidden() {
        return hidden(marker);
    }

    /** How {@code marker} stands in Markdown. */
    public static String hidden(String marker) {
        return "<!-- evoforge " + marker + " -->";
    }

    /** What is sent: the text, and the marker below it. */
    public String markdown() {
        return text + "\n\n" + hidden() + "\n";
    }

    /** The text of {@code markdown} without any marker. */
    public static String textOf(String markdown) {
        return markdown.replaceAll("<!-- evoforge [A-Za-z0-9 -]* -->", "").strip();
    }
}
