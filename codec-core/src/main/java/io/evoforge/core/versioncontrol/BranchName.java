package io.evoforge.core.versioncontrol;

/**
 * A branch without {@code refs/heads/}, such as {@code main}. Follows the rules of {@code git check-ref-format}, in ASCII,
 * and is not {@code HEAD}.
 *
 * @param value the name
 */
public record BranchName(String value) {
    public BranchName {
        RefNames.requireValid("branch", value);
        if (value.equals("HEAD")) {
            throw new IllegalArgumentException("'HEAD' cannot name a branch: it stands for the current one; name that");
        }
    }

    /** The full name, {@code refs/heads/...}. */
    public String ref() {
        return "refs/heads/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
