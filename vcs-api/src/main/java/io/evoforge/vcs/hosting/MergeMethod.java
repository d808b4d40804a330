package io.evoforge.vcs.hosting;

/** How a pull request gets into its base branch. */
public enum MergeMethod {
    /** A commit with two parents; the commits of the pull request stay as they are. */
    MERGE,
    /** One new commit with the whole change. */
    SQUASH,
    /** Its commits once more, on top of the base branch. */
    REBASE
}
