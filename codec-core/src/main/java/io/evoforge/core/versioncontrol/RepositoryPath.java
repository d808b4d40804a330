package io.evoforge.core.versioncontrol;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file's place in the repository, relative to its root, with {@code /} between the parts.
 *
 * <p>Only plain names are accepted: each part is made of ASCII letters, digits, {@code _}, {@code -} and {@code .}, does
 * not start with {@code -}, does not end with {@code .}, and is neither {@code ..} nor any disguise of {@code .git} nor a
 * device of Windows such as {@code nul.txt}. So a path means the same on every file system.
 *
 * @param value the path, at most 200 characters and 20 parts
 */
public record RepositoryPath(String value) implements Comparable<RepositoryPath> {
    private static final int MAXIMUM_LENGTH = 200;
    private static final int MAXIMUM_PARTS = 20;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");
    private static final Pattern GIT_DIRECTORY = Pattern.compile("\\.git|git~[0-9]+");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    public RepositoryPath {
        if (value.isEmpty() || value.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a repository path has 1 to " + MAXIMUM_LENGTH + " characters but had " + value.length());
        }
        String[] parts = value.split("/", -1);
        if (parts.length > MAXIMUM_PARTS) {
            throw new IllegalArgumentException(
                    "a repository path has at most " + MAXIMUM_PARTS + " parts but had " + parts.length);
        }
        if (!Arrays.stream(parts).allMatch(RepositoryPath::isPlain)) {
            throw new IllegalArgumentException("'" + value.replaceAll("[^ -~]", "?") + "' is no repository path: every"
                    + " part between slashes must be a plain name of letters, digits, '_', '-' and '.', and not '..'"
                    + " or '.git' or a device of Windows such as 'nul'");
        }
    }

    private static boolean isPlain(String part) {
        String lowerCase = part.toLowerCase(Locale.ROOT);
        return PART.matcher(part).matches()
                && !part.endsWith(".")
                && !GIT_DIRECTORY.matcher(lowerCase).matches()
                && !DEVICE.matcher(lowerCase).matches();
    }

    @Override
    public int compareTo(RepositoryPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
