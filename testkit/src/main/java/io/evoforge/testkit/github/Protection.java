package io.evoforge.testkit.github;

/** How a branch is protected against direct commits, with GitHub's words for it. */
public enum Protection {
    /** A classic rule: changes come by pull request. */
    PULL_REQUEST_REQUIRED("Changes must be made through a pull request."),
    /** A classic rule: checks have to pass first. */
    STATUS_CHECK_REQUIRED("Required status check \"build\" is expected."),
    /** A ruleset. */
    RULESET("Repository rule violations found\n\nChanges must be made through a pull request.\n\n"),
    /** A classic rule that names who may write. */
    RESTRICTED("Cannot update this protected ref.");

    private final String message;

    Protection(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }
}
