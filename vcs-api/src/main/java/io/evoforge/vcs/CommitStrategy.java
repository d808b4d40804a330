package io.evoforge.vcs;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How an adopted version gets into the repository. */
public enum CommitStrategy {
    /** A commit in the local repository; somebody pushes later. */
    LOCAL("local"),
    /** A commit in the local repository, pushed at once. */
    PUSH("push"),
    /** A commit through GitHub's Git Data API. */
    GITHUB_GIT_DATA("github-git-data"),
    /** A commit for each file through GitHub's Contents API. */
    GITHUB_CONTENTS("github-contents"),
    /** A commit through GitHub's GraphQL API, signed by GitHub. */
    GITHUB_GRAPHQL("github-graphql"),
    /** A branch of its own with a pull request. */
    PULL_REQUEST("pull-request");

    private final String configurationName;

    CommitStrategy(String configurationName) {
        this.configurationName = configurationName;
    }

    /** How it is written in a configuration. */
    public String configurationName() {
        return configurationName;
    }

    /**
     * The strategy with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static CommitStrategy ofConfigurationName(String name) {
        for (CommitStrategy strategy : values()) {
            if (strategy.configurationName.equals(name)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no commit strategy; choose one of "
                + Arrays.stream(values()).map(CommitStrategy::configurationName).collect(Collectors.joining(", ")));
    }
}
