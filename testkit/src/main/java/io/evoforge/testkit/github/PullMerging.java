package io.evoforge.testkit.github;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Merges pull requests as GitHub does: by a merge commit, as one new commit, or commit by commit. */
final class PullMerging {
    private static final String REFUSED = "Pull Request is not mergeable";

    private final SimulatedRepository repository;
    private final SimulatedPull pull;
    private final GitStore store;
    private final String login;
    private final Instant when;

    PullMerging(SimulatedRepository repository, SimulatedPull pull, String login, Instant when) {
        this.repository = repository;
        this.pull = pull;
        this.store = repository.store();
        this.login = login;
        this.when = when;
    }

    /** Merges if {@code expected}, unless it is empty, is the newest commit; an empty title or message is GitHub's own. */
    ObjectId merge(String expected, String method, String title, String message) {
        ObjectId head = store.ref(Constants.R_HEADS + pull.head());
        ObjectId base = store.ref(Constants.R_HEADS + pull.base());
        if (!pull.isOpen() || head == null || base == null) {
            throw new Refusal(405, REFUSED);
        }
        if (pull.isDraft()) {
            throw new Refusal(405, "Pull Request is still a draft");
        }
        if (repository.isComputingMergeability()) {
            throw new Refusal(405, REFUSED);
        }
        repository.mergeRefusal().ifPresent(words -> {
            throw new Refusal(405, words);
        });
        if (!expected.isEmpty() && !expected.equals(head.name())) {
            throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
        }
        ObjectId merged = switch (method) {
            case "squash" -> squash(base, head, title, message);
            case "rebase" -> rebase(base, head);
            default -> mergeCommit(base, head, title, message);
        };
        store.setRef(Constants.R_HEADS + pull.base(), merged);
        pull.headCommit(head);
        pull.merge(merged.name(), when);
        return merged;
    }

    /** Whether git can put the two branches together. */
    boolean isMergeable() {
        ObjectId head = store.ref(Constants.R_HEADS + pull.head());
        ObjectId base = store.ref(Constants.R_HEADS + pull.base());
        ObjectId ancestor = head == null || base == null ? null : store.mergeBase(base, head);
        return head != null && base != null && ancestor != null && store.mergedTree(ancestor, base, head) != null;
    }

    private ObjectId mergeCommit(ObjectId base, ObjectId head, String title, String message) {
        String own = "Merge pull request #" + pull.number() + " from " + repository.owner() + "/" + pull.head();
        return store.insertCommit(
                tree(store.mergeBase(base, head), base, head),
                List.of(base, head),
                text(title.isEmpty() ? own : title, message.isEmpty() ? pull.title() : message),
                merger(),
                merger());
    }

    private ObjectId squash(ObjectId base, ObjectId head, String title, String message) {
        List<RevCommit> commits = commits(base, head);
        boolean inWordsOfTheCommit = commits.size() == 1 && !repository.squashesWithDescription();
        String ownTitle = inWordsOfTheCommit ? commits.get(0).getShortMessage() : pull.title();
        return store.insertCommit(
                tree(store.mergeBase(base, head), base, head),
                List.of(base),
                text(
                        title.isEmpty() ? ownTitle + " (#" + pull.number() + ")" : title,
                        message.isEmpty() ? squashed(commits) : message),
                commit(head).getAuthorIdent(),
                merger());
    }

    private String squashed(List<RevCommit> commits) {
        if (repository.squashesWithDescription()) {
            return pull.body();
        }
        if (commits.size() > 1) {
            return commits.stream()
                    .map(commit -> "* " + commit.getFullMessage().strip())
                    .collect(Collectors.joining("\n\n"));
        }
        String[] parts = commits.get(0).getFullMessage().split("\n\n", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /** What the pull request has and the base has not, oldest first. */
    private List<RevCommit> commits(ObjectId base, ObjectId head) {
        List<RevCommit> commits = new ArrayList<>(store.log(head, base));
        Collections.reverse(commits);
        return commits;
    }

    private ObjectId rebase(ObjectId base, ObjectId head) {
        ObjectId tip = base;
        for (RevCommit one : commits(base, head)) {
            RevCommit commit = commit(one);
            if (commit.getParentCount() != 1) {
                throw new Refusal(405, "This branch can't be rebased");
            }
            tip = store.insertCommit(
                    tree(commit.getParent(0), tip, commit),
                    List.of(tip),
                    commit.getFullMessage(),
                    commit.getAuthorIdent(),
                    merger());
        }
        return tip;
    }

    private ObjectId tree(@org.jspecify.annotations.Nullable ObjectId ancestor, ObjectId ours, ObjectId theirs) {
        ObjectId tree = ancestor == null ? null : store.mergedTree(ancestor, ours, theirs);
        if (tree == null) {
            throw new Refusal(405, REFUSED);
        }
        return tree;
    }

    private RevCommit commit(ObjectId id) {
        RevCommit commit = store.commit(id);
        if (commit == null) {
            throw new Refusal(405, REFUSED);
        }
        return commit;
    }

    private PersonIdent merger() {
        return GitJson.person(null, login, when);
    }

    private static String text(String title, String message) {
        return message.isEmpty() ? title : title + "\n\n" + message;
    }
}
