package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request for each commit, signed by GitHub, with GitHub's author and dates. */
final class GraphQlSender implements CommitSender {
    private static final String DOCUMENT = "mutation($input: CreateCommitOnBranchInput!) {"
            + " createCommitOnBranch(input: $input) { commit { oid } } }";

    private final GitHubApi api;
    private final GraphQlHeads heads;
    private final TagWriter tags;
    private final GitDataSender beginner;

    /** {@code beginner} makes the first commit of an empty repository, which this way cannot. */
    GraphQlSender(GitHubApi api, GraphQlHeads heads, TagWriter tags, GitDataSender beginner) {
        this.api = api;
        this.heads = heads;
        this.tags = tags;
        this.beginner = beginner;
    }

    @Override
    public void check(Changeset changeset, TreeView before, List<TreeEdit> edits) {
        for (TreeEdit edit : edits) {
            TreeEntry after = edit.entry();
            boolean wasRegular = before.entry(edit.path())
                    .map(entry -> entry.mode().equals(TreeEntry.REGULAR))
                    .orElse(true);
            if (after != null && (!after.mode().equals(TreeEntry.REGULAR) || !wasRegular)) {
                throw unsupported(
                        changeset,
                        "it writes every file as a regular one, and '" + edit.path() + "' is or becomes another");
            }
        }
        Message message = Message.of(changeset.message());
        if (!message.joined().equals(changeset.message())) {
            throw unsupported(
                    changeset, "it takes a title and a text with one blank line between, and the message differs");
        }
    }

    private static VersionControlException unsupported(Changeset changeset, String why) {
        return new VersionControlException(
                VersionControlException.Reason.UNSUPPORTED,
                "Cannot commit to '" + changeset.branch() + "' by GraphQL: " + why
                        + ". Use the commit strategy 'github-git-data' or 'push'.");
    }

    @Override
    public boolean isSame(CommitSummary commit, Changeset changeset) {
        return commit.message().stripTrailing().equals(changeset.message().stripTrailing());
    }

    @Override
    public List<CommitId> send(BranchState state) {
        Head start = state.pending.get(0).parent();
        if (state.remote == null) {
            if (start == null) {
                return beginner.send(state);
            }
            ContentsSender.begin(api, state, start);
        }
        List<CommitId> ids = new ArrayList<>();
        CommitId parent = start == null ? null : start.commit();
        for (Pending pending : state.pending) {
            if (parent == null) {
                throw new IllegalStateException("a commit without a parent follows one with");
            }
            Tag tag = pending.changeset().tag();
            if (tag != null && tags.reference(tag).isPresent()) {
                throw TagWriter.taken(tag);
            }
            parent = send(state, pending, parent);
            ids.add(parent);
            if (tag != null) {
                tags.writeReference(
                        tag, tags.writeObject(tag, parent, pending.changeset().committer()));
            }
        }
        return ids;
    }

    private CommitId send(BranchState state, Pending pending, CommitId parent) {
        List<Map<String, String>> additions = new ArrayList<>();
        List<Map<String, String>> deletions = new ArrayList<>();
        for (TreeEdit edit : pending.edits()) {
            FileContent content = edit.content();
            if (content == null) {
                deletions.add(Map.of("path", edit.path().value()));
            } else {
                additions.add(Map.of(
                        "path",
                        edit.path().value(),
                        "contents",
                        Base64.getEncoder().encodeToString(content.toByteArray())));
            }
        }
        Message message = Message.of(pending.changeset().message());
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("branch", Map.of("repositoryNameWithOwner", heads.fullName(), "branchName", state.name.value()));
        input.put("expectedHeadOid", parent.hex());
        input.put("message", Map.of("headline", message.headline, "body", message.body));
        input.put("fileChanges", Map.of("additions", additions, "deletions", deletions));
        return new CommitId(api.graphQl(DOCUMENT, Map.of("input", input), GitHubApi.Repeat.UNSAFE)
                .path("createCommitOnBranch")
                .path("commit")
                .path("oid")
                .asText());
    }

    /** A message in the two parts that GraphQL wants. */
    private record Message(String headline, String body) {
        static Message of(String message) {
            int end = message.indexOf('\n');
            if (end < 0) {
                return new Message(message, "");
            }
            String rest = message.substring(end + 1);
            return new Message(message.substring(0, end), rest.startsWith("\n") ? rest.substring(1) : rest);
        }

        String joined() {
            return body.isEmpty() ? headline : headline + "\n\n" + body;
        }
    }
}
