package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file at a time. Of the commits of one changeset only the last has its message, so whoever finds the message finds all
 * the files. After an end in between, the files that are there already are not sent again.
 */
final class ContentsSender implements CommitSender {
    private final GitHubApi api;
    private final TagWriter tags;

    ContentsSender(GitHubApi api, TagWriter tags) {
        this.api = api;
        this.tags = tags;
    }

    @Override
    public void check(Changeset changeset, TreeView before, List<TreeEdit> edits) {
        for (TreeEdit edit : edits) {
            TreeEntry after = edit.entry();
            String mode = before.entry(edit.path()).map(TreeEntry::mode).orElse(TreeEntry.REGULAR);
            if (after != null && !after.mode().equals(mode)) {
                throw new VersionControlException(
                        VersionControlException.Reason.UNSUPPORTED,
                        "Cannot commit to '" + changeset.branch()
                                + "': GitHub's Contents interface cannot set the mode of" + " '" + edit.path()
                                + "'. Use the commit strategy 'github-git-data' or 'push'.");
            }
        }
    }

    @Override
    public boolean isSame(CommitSummary commit, Changeset changeset) {
        // a deletion cannot be given a date
        return commit.message().stripTrailing().equals(changeset.message().stripTrailing())
                && commit.author().name().equals(changeset.author().name());
    }

    @Override
    public List<CommitId> send(BranchState state) {
        expectUnmoved(state);
        List<CommitId> ids = new ArrayList<>();
        CommitId parent = state.remote == null ? null : state.remote.commit();
        for (Pending pending : state.pending) {
            Tag tag = pending.changeset().tag();
            if (tag != null && tags.reference(tag).isPresent()) {
                throw TagWriter.taken(tag);
            }
            CommitId last = null;
            int number = 0;
            for (TreeEdit edit : deletionsFirst(pending.edits())) {
                number++;
                JsonNode commit = sendFile(state, pending, edit, number);
                String on = commit.path("parents").path(0).path("sha").asText("");
                if (parent != null && !on.equals(parent.hex())) {
                    state.loaded = false; // somebody committed in between, to other files
                }
                last = new CommitId(commit.path("sha").asText());
                parent = last;
            }
            if (last == null) {
                throw new GitHubFault(GitHubFault.Kind.STALE, 409, "the files are there already", null);
            }
            if (tag != null) {
                tags.writeReference(
                        tag, tags.writeObject(tag, last, pending.changeset().committer()));
            }
            ids.add(last);
        }
        return ids;
    }

    private void expectUnmoved(BranchState state) {
        Head expected = state.remote;
        Optional<JsonNode> branch = api.branch(state.name);
        String now =
                branch.map(json -> json.path("commit").path("sha").asText()).orElse("");
        if (!now.equals(expected == null ? "" : expected.commit().hex())) {
            throw new GitHubFault(GitHubFault.Kind.STALE, 409, "the branch '" + state.name + "' moved", null);
        }
        Head start = state.pending.get(0).parent();
        if (expected == null && start != null) {
            begin(api, state, start);
        } else if (expected == null && api.find("/commits?per_page=1").isPresent()) {
            throw new VersionControlException(
                    VersionControlException.Reason.UNSUPPORTED,
                    "Cannot begin '" + state.name
                            + "': GitHub's Contents interface cannot begin a branch without history"
                            + " in a repository that has one. Give the changeset a base, or use the commit strategy"
                            + " 'github-git-data'.");
        }
    }

    /** So that a file makes room for a directory of its name, and the last commit is one that can be given its date. */
    private static List<TreeEdit> deletionsFirst(List<TreeEdit> edits) {
        return edits.stream()
                .sorted(java.util.Comparator.comparing((TreeEdit edit) -> edit.entry() != null))
                .toList();
    }

    /** Begins a branch that does not exist at the commit that the first pending one is on. */
    static void begin(GitHubApi api, BranchState state, Head start) {
        ObjectNode body = GitHubApi.object()
                .put("ref", state.name.ref())
                .put("sha", start.commit().hex());
        try {
            api.send("POST", "/git/refs", body, GitHubApi.Repeat.SAFE);
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.EXISTS) {
                throw e;
            }
        }
        state.set(start);
    }

    private JsonNode sendFile(BranchState state, Pending pending, TreeEdit edit, int number) {
        Changeset changeset = pending.changeset();
        int count = pending.edits().size();
        String title = changeset.message().lines().findFirst().orElse("");
        ObjectNode body = GitHubApi.object()
                .put(
                        "message",
                        number == count
                                ? changeset.message()
                                : title + " (" + number + " of " + count + ")\n\nOnly " + edit.path())
                .put("branch", state.name.value());
        ObjectNode author = TagWriter.person(changeset.author());
        ObjectNode committer = TagWriter.person(changeset.committer());
        if (edit.entry() == null) {
            author.remove("date");
            committer.remove("date");
        }
        body.set("author", author);
        body.set("committer", committer);
        @Nullable
        String before = pending.parent() == null
                ? null
                : pending.parent().tree().entry(edit.path()).map(TreeEntry::id).orElse(null);
        if (before != null) {
            body.put("sha", before);
        }
        FileContent content = edit.content();
        String path = "/contents/" + edit.path().value();
        if (content == null) {
            return api.send("DELETE", path, body, GitHubApi.Repeat.UNSAFE).path("commit");
        }
        body.put("content", Base64.getEncoder().encodeToString(content.toByteArray()));
        return api.send("PUT", path, body, GitHubApi.Repeat.UNSAFE).path("commit");
    }
}
