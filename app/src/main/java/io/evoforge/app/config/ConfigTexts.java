package io.evoforge.app.config;

import java.util.List;
import java.util.Map;

/** The configuration in words: the commented file of {@code evoforge init}, and the reference page. */
public final class ConfigTexts {
    private static final int COMMENT_WIDTH = 100;

    private ConfigTexts() {}

    /** A file in which every key stands commented out with its default. */
    public static String commentedFile() {
        StringBuilder text = new StringBuilder("""
                # Evoforge's configuration. Every key stands here with its default;
                # take away the '#' in front of a group and of a key to change it.
                """);
        String group = "";
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            int dot = key.name().indexOf('.');
            String keyGroup = key.name().substring(0, dot);
            if (!keyGroup.equals(group)) {
                group = keyGroup;
                text.append("\n#").append(group).append(":\n");
            }
            wrapped(key.description())
                    .lines()
                    .forEach(line -> text.append("  # ").append(line).append('\n'));
            text.append("#  ").append(key.name().substring(dot + 1)).append(": ");
            text.append(key.defaultText().isEmpty() ? "null" : key.defaultText())
                    .append('\n');
        }
        return text.toString();
    }

    /** A file that sets these keys and no other. */
    public static String file(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((key, value) -> text.append(key)
                .append(": \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
        return text.toString();
    }

    /** The value of a key that is a list. An item may hold commas, which separate the items otherwise. */
    public static String list(List<String> items) {
        return items.stream().anyMatch(item -> item.contains(","))
                ? Parsers.ITEM + String.join(Parsers.ITEM, items)
                : String.join(",", items);
    }

    /** The reference page, in Markdown. */
    public static String referencePage() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Values come from, later ones win: the defaults below, `evoforge.yaml` (or `--config FILE`), the
                environment, and `--set KEY=VALUE` or a command's own flags. In the file a key is nested (`commit:` and below it `branch:`)
                or dotted (`commit.branch:`). All faults are reported at once; an
                unknown key is a fault. `evoforge init` writes a commented file. Lists are written as YAML lists, or,
                where no item holds a comma, with commas. This page is generated from the code, and a test keeps it equal.

                | key | default | environment variable | meaning |
                |---|---|---|---|
                """);
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            text.append("| `%s` | %s | `%s` | %s |\n"
                    .formatted(
                            key.name(),
                            key.defaultText().isEmpty() ? "not set" : "`" + key.defaultText() + "`",
                            key.environmentVariable(),
                            key.description()));
        }
        return text.toString();
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > COMMENT_WIDTH) {
                lines.append('\n');
                column = 0;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
