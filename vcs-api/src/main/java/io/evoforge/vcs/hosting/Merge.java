package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;

/**
 * How a pull request shall be merged.
 *
 * @param method by what kind of commits
 * @param expectedHead merged only if this is its newest commit, so that nothing unseen gets in
 * @param title first line of the commit that is made; empty for the host's own words; unused when rebasing
 * @param message rest of its message; empty for the host's own words; unused when rebasing
 */
public record Merge(MergeMethod method, CommitId expectedHead, String title, String message) {}
