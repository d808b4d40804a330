package io.evoforge.testkit.github;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A pull request of the simulated GitHub. */
public final class SimulatedPull {
    private final int number;
    private final String head;
    private final String author;
    private final boolean draft;
    private final Set<String> labels = new LinkedHashSet<>();
    private final Set<String> requestedReviewers = new LinkedHashSet<>();
    private final Set<String> requestedTeams = new LinkedHashSet<>();
    private final List<String> comments = new ArrayList<>();
    private final List<String> reviews = new ArrayList<>();
    private String base;
    private String title;
    private String body;
    private boolean open = true;
    private boolean merged;

    SimulatedPull(int number, String head, String base, String title, String body, String author, boolean draft) {
        this.number = number;
        this.head = head;
        this.base = base;
        this.title = title;
        this.body = body;
        this.author = author;
        this.draft = draft;
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /** The branch with the change. */
    public String head() {
        return head;
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

    /** Whether it was opened as not ready for review. */
    public boolean isDraft() {
        return draft;
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it was merged. */
    public boolean isMerged() {
        return merged;
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
        return comments;
    }

    /** Reviews as {@code EVENT: text}, oldest first. */
    public List<String> reviews() {
        return reviews;
    }

    /** Closes it without a merge. */
    public void close() {
        open = false;
    }

    void merge() {
        open = false;
        merged = true;
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
