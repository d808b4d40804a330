package io.evoforge.tools;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What tools may be allowed to do. Given by configuration, never by a call. */
public enum ToolRight {
    /** Look at the repository, the run and its versions. */
    READ,
    /** Measure a source in the box; costs time and leaves nothing behind. */
    EVALUATE,
    /** Put a candidate through the whole gate; it is adopted and published if it is better. */
    PROPOSE,
    /** Commit and push what was adopted, and open pull requests for it. */
    PUBLISH,
    /** Go back to an earlier version with a new commit. */
    ROLLBACK,
    /** Pause and resume the run; resuming may spend money. */
    CONTROL;

    /** Every right. */
    public static final Set<ToolRight> ALL = Set.copyOf(EnumSet.allOf(ToolRight.class));

    /** How it is written in a configuration. */
    public String configurationName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The right with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static ToolRight ofConfigurationName(String name) {
        return Arrays.stream(values())
                .filter(right -> right.configurationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be some of "
                        + Arrays.stream(values())
                                .map(ToolRight::configurationName)
                                .collect(Collectors.joining(", "))));
    }
}
