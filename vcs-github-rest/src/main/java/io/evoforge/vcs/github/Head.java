package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.CommitId;

/**
 * A commit with the part of its tree that is known.
 *
 * @param commit its id
 * @param message its whole message
 * @param root whether it has no parent
 * @param tree its tree
 */
record Head(CommitId commit, String message, boolean root, TreeView tree) {
    Head with(TreeView moreOfIt) {
        return new Head(commit, message, root, moreOfIt);
    }
}
