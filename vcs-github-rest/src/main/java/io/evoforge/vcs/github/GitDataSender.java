package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trees with their text inline, commits, and one atomic move of all references. Objects are named by their content, so
 * making them again is harmless; only the move has to be settled when its answer is lost.
 */
final class GitDataSender implements CommitSender {
    private static final Logger LOG = LoggerFactory.getLogger(GitDataSender.class);

    /** GitHub gives up on trees not much larger than these. */
    private static final int TREE_ENTRIES = 200;

    private static final int TREE_BYTES = 2_500_000;

    private final GitHubApi api;
    private final TagWriter tags;
    private final RefMover refs;

    GitDataSender(GitHubApi api, TagWriter tags, RefMover refs) {
        this.api = api;
        this.tags = tags;
        this.refs = refs;
    }

    @Override
    public void check(Changeset changeset, TreeView before, List<TreeEdit> edits) {
        // everything that a changeset can say can be said this way
    }

    @Override
    public boolean isSame(CommitSummary commit, Changeset changeset) {
        // lists of commits give the message without the break at its end
        return commit.message().stripTrailing().equals(changeset.message().stripTrailing())
                && isSame(commit.author(), changeset.author())
                && isSame(commit.committer(), changeset.committer());
    }

    private static boolean isSame(
            io.evoforge.core.versioncontrol.Signature there, io.evoforge.core.versioncontrol.Signature ours) {
        return there.name().equals(ours.name())
                && there.email().equals(ours.email())
                && there.when().isEqual(ours.when()); // lists of commits give the time in UTC
    }

    @Override
    public List<CommitId> send(BranchState state) {
        List<CommitId> ids = new ArrayList<>();
        List<RefMover.TagMove> moves = new ArrayList<>();
        try {
            CommitId parent = null;
            for (Pending pending : state.pending) {
                Head below = pending.parent();
                CommitId actualParent = parent != null ? parent : below == null ? null : below.commit();
                parent = sendCommit(pending, actualParent);
                ids.add(parent);
                Tag tag = pending.changeset().tag();
                if (tag != null) {
                    String object =
                            tags.writeObject(tag, parent, pending.changeset().committer());
                    moves.add(new RefMover.TagMove(tag, parent, object));
                }
            }
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.EMPTY_REPOSITORY || state.bootstrap != null) {
                throw e;
            }
            if (state.existed) {
                throw new GitHubFault(GitHubFault.Kind.STALE, e.status(), e.words(), e); // its branches were deleted
            }
            return bootstrap(state);
        }
        Head remote = state.remote;
        CommitId before = state.bootstrap != null ? state.bootstrap : remote == null ? null : remote.commit();
        refs.move(state.name, before, ids.get(ids.size() - 1), state.bootstrap != null, moves);
        return ids;
    }

    private CommitId sendCommit(Pending pending, @Nullable CommitId parent) {
        Head below = pending.parent();
        String tree = sendTree(below == null ? null : below.tree().id(), pending);
        Changeset changeset = pending.changeset();
        ObjectNode body = GitHubApi.object().put("message", changeset.message()).put("tree", tree);
        ArrayNode parents = body.putArray("parents");
        if (parent != null) {
            parents.add(parent.hex());
        }
        body.set("author", TagWriter.person(changeset.author()));
        body.set("committer", TagWriter.person(changeset.committer()));
        CommitId id = new CommitId(api.send("POST", "/git/commits", body, GitHubApi.Repeat.SAFE)
                .path("sha")
                .asText());
        if (!id.equals(pending.id())) {
            LOG.warn("GitHub made commit {} where {} was computed", id, pending.id());
        }
        return id;
    }

    /** Sends the edits in portions, each on top of the one before. */
    private String sendTree(@Nullable String base, Pending pending) {
        String tree = base;
        ArrayNode portion = GitHubApi.object().putArray("tree");
        int bytes = 0;
        for (TreeEdit edit : pending.edits()) {
            int size = edit.content() == null ? 0 : edit.content().size();
            if (!portion.isEmpty() && (portion.size() == TREE_ENTRIES || bytes + size > TREE_BYTES)) {
                tree = sendPortion(tree, portion);
                portion = GitHubApi.object().putArray("tree");
                bytes = 0;
            }
            portion.add(entry(edit));
            bytes += size;
        }
        if (portion.isEmpty()) {
            return pending.tree().id(); // a commit without a change of its own, on top of somebody's same change
        }
        return sendPortion(tree, portion);
    }

    private String sendPortion(@Nullable String base, ArrayNode entries) {
        ObjectNode body = GitHubApi.object();
        if (base != null) {
            body.put("base_tree", base);
        }
        body.set("tree", entries);
        return api.send("POST", "/git/trees", body, GitHubApi.Repeat.SAFE)
                .path("sha")
                .asText();
    }

    private ObjectNode entry(TreeEdit edit) {
        TreeEntry after = edit.entry();
        FileContent content = edit.content();
        ObjectNode json = GitHubApi.object().put("path", edit.path().value());
        json.put("mode", after == null ? TreeEntry.REGULAR : after.mode()).put("type", "blob");
        if (after == null || content == null) {
            return json.putNull("sha");
        }
        // JSON cannot carry bytes that are no text, and not everything on the way takes a zero in one
        Optional<String> text = content.asText().filter(t -> t.indexOf('\0') < 0 && content.size() <= TREE_BYTES);
        if (text.isPresent()) {
            return json.put("content", text.get());
        }
        ObjectNode blob = GitHubApi.object()
                .put("content", Base64.getEncoder().encodeToString(content.toByteArray()))
                .put("encoding", "base64");
        String id = api.send("POST", "/git/blobs", blob, GitHubApi.Repeat.SAFE)
                .path("sha")
                .asText();
        return json.put("sha", id);
    }

    /**
     * Makes an empty repository usable: it takes nothing but a file through the Contents interface. If that can be our whole
     * commit, it is; otherwise the real first commit takes its place, with a lease on it.
     */
    private List<CommitId> bootstrap(BranchState state) {
        Pending first = state.pending.get(0);
        TreeEdit edit = first.edits().get(0);
        FileContent content = edit.content();
        TreeEntry entry = edit.entry();
        if (content == null || entry == null) {
            throw new GitHubFault(GitHubFault.Kind.INVALID, 409, "a first commit needs a file", null);
        }
        boolean whole = state.pending.size() == 1
                && first.edits().size() == 1
                && entry.mode().equals(TreeEntry.REGULAR)
                && first.changeset().tag() == null;
        ObjectNode body = GitHubApi.object()
                .put("message", whole ? first.changeset().message() : BranchState.BOOTSTRAP_MESSAGE)
                .put("content", Base64.getEncoder().encodeToString(content.toByteArray()))
                .put("branch", state.name.value());
        body.set("author", TagWriter.person(first.changeset().author()));
        body.set("committer", TagWriter.person(first.changeset().committer()));
        CommitId made = new CommitId(api.send("PUT", "/contents/" + edit.path().value(), body, GitHubApi.Repeat.UNSAFE)
                .path("commit")
                .path("sha")
                .asText());
        if (whole) {
            return List.of(made);
        }
        state.bootstrap = made;
        return send(state);
    }
}
