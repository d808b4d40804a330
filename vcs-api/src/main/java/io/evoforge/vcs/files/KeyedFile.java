package io.evoforge.vcs.files;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file in which every evolution has an entry of its own, found by a key; what stands around the entries is a person's.
 *
 * @param <E> an entry
 */
interface KeyedFile<E> {
    /**
     * The entries by key, in the order of the file.
     *
     * @throws MalformedFileException if the file cannot be read without guessing
     */
    Map<String, E> entries(String text) throws MalformedFileException;

    /**
     * The file with {@code entry} in place of the one with the same key, or as the newest.
     *
     * @param text the file as it is, or null to begin one
     * @throws MalformedFileException as {@link #entries}
     */
    String put(@Nullable String text, String key, E entry) throws MalformedFileException;

    /**
     * {@code theirs} with every entry that {@code ours} has and {@code base} has not, or not like that.
     *
     * @return empty if one of the three cannot be read
     */
    default Optional<String> merge(@Nullable String base, String ours, @Nullable String theirs) {
        try {
            Map<String, E> before = base == null ? Map.of() : entries(base);
            @Nullable String merged = theirs;
            for (Map.Entry<String, E> entry : entries(ours).entrySet()) {
                if (!entry.getValue().equals(before.get(entry.getKey()))) {
                    merged = put(merged, entry.getKey(), entry.getValue());
                }
            }
            return Optional.ofNullable(merged);
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }
}
