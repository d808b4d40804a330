package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.List;

/**
 * A review of a pull request. It is posted as a comment, whatever it says: neither an approval nor a veto, so that it
 * counts in no rule of the repository.
 *
 * @param note its text, and how it is found again
 * @param comments about single lines
 */
public record Review(Note note, List<Comment> comments) {
    public Review {
        comments = List.copyOf(comments);
    }

    /**
     * A remark about one line.
     *
     * @param path the file
     * @param line its line as the change leaves it, at least 1
     * @param text Markdown; what is not ours in it has to be harmless already
     */
    public record Comment(RepositoryPath path, int line, String text) {}
}
