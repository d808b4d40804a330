package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.BranchName;
import java.util.List;

/**
 * What a pull request says and asks for.
 *
 * @param head the branch with the change; must be on the host already
 * @param base the branch it shall be merged into
 * @param title one line, 1 to 256 characters, which is what GitHub takes
 * @param body Markdown, at most 65,536 characters, which is what GitHub takes
 * @param labels names of labels to put on it; a label that does not exist is made
 * @param reviewers account names to ask for a review, or {@code team:} and a team's short name; one that the host does not
 *     take is reported and does not stop the pull request
 * @param draft whether it is opened as not ready for review
 */
public record PullRequestProposal(
        BranchName head,
        BranchName base,
        String title,
        String body,
        List<String> labels,
        List<String> reviewers,
        boolean draft) {
    /** Longest title, in characters. */
    public static final int MAXIMUM_TITLE_LENGTH = 256;

    /** Longest body, in characters. */
    public static final int MAXIMUM_BODY_LENGTH = 65_536;

    public PullRequestProposal {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
        if (head.equals(base)) {
            throw new IllegalArgumentException("a pull request needs two branches but both are '" + head + "'");
        }
        if (title.isBlank() || title.length() > MAXIMUM_TITLE_LENGTH) {
            throw new IllegalArgumentException("the title of a pull request has 1 to " + MAXIMUM_TITLE_LENGTH
                    + " characters but has " + title.length());
        }
        if (title.indexOf('\n') >= 0 || title.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the title of a pull request is one line");
        }
        if (body.length() > MAXIMUM_BODY_LENGTH) {
            throw new IllegalArgumentException("the body of a pull request has at most " + MAXIMUM_BODY_LENGTH
                    + " characters but has " + body.length());
        }
    }
}
