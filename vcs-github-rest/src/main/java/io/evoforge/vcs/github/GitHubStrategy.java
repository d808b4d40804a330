package io.evoforge.vcs.github;

/** Which of GitHub's interfaces commits are made through. */
public enum GitHubStrategy {
    /**
     * Trees, commits and references. Everything that git can say, author and dates included, so that a commit's id is known
     * before it is sent. Three requests for any number of text files, one more for each binary one.
     */
    GIT_DATA,
    /**
     * One file at a time, for gateways that allow only that: a changeset of several files becomes a commit for each, of
     * which the last has the message. Cannot make a file executable.
     */
    CONTENTS,
    /**
     * {@code createCommitOnBranch}: one request, signed by GitHub. Author and dates are GitHub's own, so the id is known only
     * afterwards. Cannot make a file executable, nor write one that is.
     */
    GRAPHQL
}
