package io.evoforge.vcs.delivery;

import java.util.Arrays;
import java.util.stream.Collectors;

/** When a version counts as delivered. */
public enum DeliveryPolicy {
    /** As soon as it is where the commit strategy wants it. */
    DIRECT("direct"),
    /** When the checks of its commit are green; a red commit is rolled back by a new one. */
    DIRECT_WITH_CHECKS("direct-with-checks"),
    /** When a branch of its own is on the remote; somebody merges it. */
    BRANCH_PER_EVOLUTION("branch-per-evolution"),
    /** When its pull request is merged; a red one is closed. */
    PULL_REQUEST("pull-request");

    private final String configurationName;

    DeliveryPolicy(String configurationName) {
        this.configurationName = configurationName;
    }

    /** How it is written in a configuration. */
    public String configurationName() {
        return configurationName;
    }

    /** Whether it needs a host with checks and pull requests. */
    public boolean needsHost() {
        return this == DIRECT_WITH_CHECKS || this == PULL_REQUEST;
    }

    /**
     * The policy with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static DeliveryPolicy ofConfigurationName(String name) {
        for (DeliveryPolicy policy : values()) {
            if (policy.configurationName.equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no delivery policy; choose one of "
                + Arrays.stream(values()).map(DeliveryPolicy::configurationName).collect(Collectors.joining(", ")));
    }
}
