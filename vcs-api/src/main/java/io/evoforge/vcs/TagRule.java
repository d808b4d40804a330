package io.evoforge.vcs;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.vcs.message.Improvement;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which versions get a tag. */
public enum TagRule {
    /** None. */
    NONE("none"),
    /** The seed, and every version that needs so many bits fewer than the one before it that it is a major one. */
    MAJORS("majors"),
    /** All. */
    EVERY_VERSION("every-version");

    /** How many percent fewer bits make a major version, where nobody says otherwise. */
    public static final double USUAL_MAJOR_PERCENT = 10;

    private final String configurationName;

    TagRule(String configurationName) {
        this.configurationName = configurationName;
    }

    /** How it is written in a configuration. */
    public String configurationName() {
        return configurationName;
    }

    /**
     * The rule with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static TagRule ofConfigurationName(String name) {
        for (TagRule rule : values()) {
            if (rule.configurationName.equals(name)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no tag rule; choose one of "
                + Arrays.stream(values()).map(TagRule::configurationName).collect(Collectors.joining(", ")));
    }

    /**
     * Whether {@code evolution} gets a tag.
     *
     * @param majorPercent how many percent fewer bits than the version before make a major version
     */
    public boolean appliesTo(Evolution evolution, double majorPercent) {
        return switch (this) {
            case NONE -> false;
            case EVERY_VERSION -> true;
            case MAJORS ->
                evolution.isSeed() || Improvement.bdRatePercent(evolution).orElse(0) <= -majorPercent;
        };
    }
}
