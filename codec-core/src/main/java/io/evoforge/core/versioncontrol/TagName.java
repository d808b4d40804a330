package io.evoforge.core.versioncontrol;

/**
 * A tag without {@code refs/tags/}, such as {@code v7}. Follows the rules of {@code git check-ref-format}, in ASCII.
 *
 * @param value the name
 */
public record TagName(String value) {
    public TagName {
        RefNames.requireValid("tag", value);
    }

    /** The full name, {@code refs/tags/...}. */
    public String ref() {
        return "refs/tags/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
