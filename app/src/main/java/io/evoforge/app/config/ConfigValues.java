package io.evoforge.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The text of every key that was set, and where; parses each, and gathers faults instead of stopping at the first.
 *
 * <p>Not safe for use by several threads.
 */
final class ConfigValues {
    private final Map<String, Setting> settings = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private record Setting(String text, String origin) {}

    /** Sets {@code name}, over what was set before. */
    void set(String name, String text, String origin) {
        settings.put(name, new Setting(text, origin));
    }

    /** Whether {@code key} was set and not taken out yet, whatever to. */
    boolean isSet(ConfigKey<?> key) {
        return settings.containsKey(key.name());
    }

    /** Whether {@code key} was set to something else than its default, and not taken out yet. */
    boolean isChanged(ConfigKey<?> key) {
        Setting setting = settings.get(key.name());
        return setting != null && !setting.text().strip().equals(key.defaultText());
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    void fault(String line) {
        faults.add(line);
    }

    /** Takes out the value of {@code key}; after a fault, its default, so that the other keys are read too. */
    <T> T take(ConfigKey<T> key) {
        Setting setting = settings.remove(key.name());
        if (setting != null) {
            try {
                return key.parser().apply(setting.text().strip());
            } catch (IllegalArgumentException e) {
                faults.add("%s was '%s' (%s) but %s"
                        .formatted(
                                key.name(), printable(setting.text()), setting.origin(), lowerFirst(e.getMessage())));
            }
        }
        return key.parser().apply(key.defaultText());
    }

    /** As {@link #take(ConfigKey)}, for the key of the same last name below {@code prefix}; {@code common} if it is not set. */
    <T> T take(String prefix, ConfigKey<T> key, T common) {
        String name = prefix + key.name().substring(key.name().lastIndexOf('.'));
        return settings.containsKey(name)
                ? take(new ConfigKey<>(name, key.defaultText(), key.description(), key.parser()))
                : common;
    }

    /** The names that stand next below {@code prefix}, in their order. */
    Set<String> namesBelow(String prefix) {
        Set<String> names = new TreeSet<>();
        for (String name : settings.keySet()) {
            int end = name.indexOf('.', prefix.length());
            if (name.startsWith(prefix) && end > prefix.length()) {
                names.add(name.substring(prefix.length(), end));
            }
        }
        return names;
    }

    /** Ends the reading: what nobody took is unknown. */
    void finish() {
        settings.forEach((name, setting) -> faults.add(
                "%s (%s) is no key of the configuration%s".formatted(name, setting.origin(), suggestion(name))));
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    private static String suggestion(String name) {
        String nearest = null;
        int best = 4;
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            int distance = distance(name, key.name());
            if (distance < best) {
                best = distance;
                nearest = key.name();
            }
        }
        return nearest == null
                ? "; 'docs/reference/configuration.md' lists them all"
                : "; did you mean '" + nearest + "'?";
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    /** A URL may hold a password before the '@'. */
    private static String printable(String text) {
        return text.replace(Parsers.ITEM, " ").strip().replaceAll("://[^/@]*@", "://***@");
    }

    private static String lowerFirst(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "cannot be read";
        }
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
