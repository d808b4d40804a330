package io.evoforge.testkit.github;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A pull request of the simulated GitHub. */
public final class SimulatedPull {
    private final int number;
    private final String head;
    private final String author;
    private final Instant createdAt;
    private final Set<String> labels = new LinkedHashSet<>();
    private final Set<String> requestedReviewers = new LinkedHashSet<>();
    private final Set<String> requestedTeams = new LinkedHashSet<>();
    private final List<Note> comments = new ArrayList<>();
    private final List<Note> reviews = new ArrayList<>();
    private @Nullable String fork;
    private boolean draft;
    private @Nullable String headCommit;
    private @Nullable String mergeCommit;
    private @Nullable Instant mergedAt;
    private String base;
    private String title;
    private String body;
    private boolean open = true;

    /**
     * A comment or a review.
     *
     * @param author who wrote it
     * @param event what the review says of the change, empty for a comment
     * @param body its text
     * @param lines the comments about single lines, each as {@code path:line text}
     */
    record Note(String author, String event, String body, List<String> lines) {}

    SimulatedPull(
            int number,
            String head,
            String base,
            String title,
            String body,
            String author,
            boolean draft,
            Instant createdAt) {
        this.number = number;
        this.head = head;
        this.base = base;
        this.title = title;
        this.body = body;
        this.author = author;
        this.draft = draft;
        this.createdAt = createdAt;
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /** The branch with the change. */
    public String head() {
        return head;
    }

    /** Whose fork the branch is in; null if it is in the repository itself. */
    @Nullable
    String fork() {
        return fork;
    }

    SimulatedPull inFork(String owner) {
        fork = owner;
        return this;
    }

    /** The branch it goes to. */
    public String base() {
        return base;
    }

    /** Its title. */
    public String title() {
        return title;
    }

    /** Its description. */
    public String body() {
        return body;
    }

    /** The account that opened it. */
    public String author() {
        return author;
    }

    /** Whether it is not ready for review. */
    public boolean isDraft() {
        return draft;
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it was merged. */
    public boolean isMerged() {
        return mergedAt != null;
    }

    /** Names of its labels. */
    public Set<String> labels() {
        return labels;
    }

    /** Accounts that were asked for a review. */
    public Set<String> requestedReviewers() {
        return requestedReviewers;
    }

    /** Teams that were asked for a review. */
    public Set<String> requestedTeams() {
        return requestedTeams;
    }

    /** Comments, oldest first. */
    public List<String> comments() {
        return comments.stream().map(Note::body).toList();
    }

    /** Reviews as {@code EVENT: text}, oldest first. */
    public List<String> reviews() {
        return reviews.stream().map(note -> note.event() + ": " + note.body()).toList();
    }

    /** Comments of the reviews about single lines, each as {@code path:line text}, oldest first. */
    public List<String> lineComments() {
        return reviews.stream().flatMap(note -> note.lines().stream()).toList();
    }

    /** Closes it without a merge. */
    public void close() {
        open = false;
    }

    /** Says that it is ready for review. */
    public void markReady() {
        draft = false;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant mergedAt() {
        return mergedAt;
    }

    @Nullable
    String mergeCommit() {
        return mergeCommit;
    }

    List<Note> commentNotes() {
        return comments;
    }

    List<Note> reviewNotes() {
        return reviews;
    }

    /** The newest commit of it; a deleted branch takes nothing away. */
    String headCommit(@Nullable ObjectId tip) {
        if (open && tip != null) {
            headCommit = tip.name();
        }
        return headCommit == null ? "" : headCommit;
    }

    void merge(String commit, Instant when) {
        open = false;
        mergeCommit = commit;
        mergedAt = when;
    }

    void setTitle(String title) {
        this.title = title;
    }

    void setBody(String body) {
        this.body = body;
    }

    void setBase(String base) {
        this.base = base;
    }

    void setOpen(boolean open) {
        this.open = open;
    }
}
