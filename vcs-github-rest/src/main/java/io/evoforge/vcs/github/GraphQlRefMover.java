package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves all references at once or none, and only from the value that we know: GitHub compares it itself. REST's update of a
 * reference cannot do that, and would bring back commits that somebody took away.
 */
final class GraphQlRefMover implements RefMover {
    private static final String NOTHING = "0".repeat(40);
    private static final String DOCUMENT =
            "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }";

    private final GitHubApi api;
    private final GraphQlHeads heads;
    private final TagWriter tags;

    GraphQlRefMover(GitHubApi api, GraphQlHeads heads, TagWriter tags) {
        this.api = api;
        this.heads = heads;
        this.tags = tags;
    }

    @Override
    public void move(
            BranchName branch, @Nullable CommitId before, CommitId after, boolean replace, List<TagMove> moves) {
        try {
            move(branch, before, after, replace, moves, List.of());
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.STALE || moves.isEmpty()) {
                throw e;
            }
            // GitHub does not say which reference it was
            List<TagMove> there = new ArrayList<>();
            for (TagMove move : moves) {
                if (tags.namesOther(move.tag(), move.commit(), move.object())) {
                    throw TagWriter.taken(move.tag());
                }
                if (tags.reference(move.tag()).isPresent()) {
                    there.add(move);
                }
            }
            if (there.isEmpty()) {
                throw e;
            }
            move(branch, before, after, replace, moves, there);
        }
    }

    /** Takes a branch away, if it still points to {@code tip}. */
    void delete(BranchName branch, CommitId tip) {
        Map<String, Object> update =
                Map.of("name", branch.ref(), "beforeOid", tip.hex(), "afterOid", NOTHING, "force", true);
        Map<String, Object> input = Map.of("repositoryId", heads.repositoryId(), "refUpdates", List.of(update));
        api.graphQl(DOCUMENT, Map.of("input", input), GitHubApi.Repeat.UNSAFE);
    }

    private void move(
            BranchName branch,
            @Nullable CommitId before,
            CommitId after,
            boolean replace,
            List<TagMove> moves,
            List<TagMove> without) {
        List<Map<String, Object>> updates = new ArrayList<>();
        updates.add(Map.of(
                "name",
                branch.ref(),
                "beforeOid",
                before == null ? NOTHING : before.hex(),
                "afterOid",
                after.hex(),
                "force",
                replace));
        for (TagMove move : moves) {
            if (!without.contains(move)) {
                updates.add(Map.of("name", move.tag().name().ref(), "beforeOid", NOTHING, "afterOid", move.object()));
            }
        }
        Map<String, Object> input = Map.of("repositoryId", heads.repositoryId(), "refUpdates", updates);
        api.graphQl(DOCUMENT, Map.of("input", input), GitHubApi.Repeat.UNSAFE);
    }
}
