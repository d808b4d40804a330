package io.evoforge.core.versioncontrol;

/**
 * A branch without {@code refs/heads/}, such as {@code main}. Follows the rules of {@code git check-ref-format}.
 *
 * @param value the name
 */
public record BranchName(String value) {
    public BranchName {
        RefNames.requireValid("branch", value);
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
