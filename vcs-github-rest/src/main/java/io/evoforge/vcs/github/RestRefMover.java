package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves references one by one. Reads the branch first, because REST compares with nothing but the history. */
final class RestRefMover implements RefMover {
    private final GitHubApi api;
    private final TagWriter tags;

    RestRefMover(GitHubApi api, TagWriter tags) {
        this.api = api;
        this.tags = tags;
    }

    @Override
    public void move(
            BranchName branch, @Nullable CommitId before, CommitId after, boolean replace, List<TagMove> moves) {
        for (TagMove move : moves) {
            if (tags.namesOther(move.tag(), move.commit(), move.object())) {
                throw TagWriter.taken(move.tag());
            }
        }
        if (before == null) {
            ObjectNode body = GitHubApi.object().put("ref", branch.ref()).put("sha", after.hex());
            try {
                api.send("POST", "/git/refs", body, GitHubApi.Repeat.UNSAFE);
            } catch (GitHubFault e) {
                throw e.kind() == GitHubFault.Kind.EXISTS ? stale(branch) : e;
            }
        } else {
            String quoted = GitHubApi.quoted(branch.value());
            String now = api.find("/git/ref/heads/" + quoted)
                    .map(json -> json.path("object").path("sha").asText())
                    .orElse("");
            if (!now.equals(before.hex())) {
                throw stale(branch);
            }
            ObjectNode body = GitHubApi.object().put("sha", after.hex()).put("force", replace);
            api.send("PATCH", "/git/refs/heads/" + quoted, body, GitHubApi.Repeat.UNSAFE);
        }
        moves.forEach(move -> tags.writeReference(move.tag(), move.object()));
    }

    private static GitHubFault stale(BranchName branch) {
        return new GitHubFault(
                GitHubFault.Kind.STALE,
                422,
                "the branch '" + branch + "' moved",
                "It is tried again later; nothing is lost.",
                null);
    }
}
