package io.evoforge.testkit.github;

/** What a token may do in the repositories it is for. Every token may read. */
public enum Permission {
    /** Write branches, tags, files and releases. */
    CONTENTS("contents=write"),
    /** Write below {@code .github/workflows}. */
    WORKFLOWS("workflows=write"),
    /** Open and change pull requests, their labels and reviewers. */
    PULL_REQUESTS("pull_requests=write"),
    /** Set commit statuses. */
    STATUSES("statuses=write"),
    /** Create check runs; GitHub gives this to Apps only. */
    CHECKS("checks=write");

    private final String header;

    Permission(String header) {
        this.header = header;
    }

    /** The value of {@code X-Accepted-GitHub-Permissions} when it is missing. */
    String header() {
        return header;
    }
}
