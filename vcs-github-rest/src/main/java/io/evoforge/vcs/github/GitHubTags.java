package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.vcs.hosting.Tags;
import java.util.Optional;

/** Annotated tags on commits that GitHub has. Safe for use by several threads. */
public final class GitHubTags implements Tags {
    private final GitHubConnection connection;
    private final TagWriter tags;

    /** Tags over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubTags(GitHubConnection connection) {
        this.connection = connection;
        this.tags = new TagWriter(new GitHubApi(connection));
    }

    @Override
    public CommitId tag(Tag tag, CommitId commit, Signature tagger) {
        try {
            Optional<CommitId> there = tags.commit(tag);
            if (there.isPresent()) {
                return there.get();
            }
            try {
                tags.writeReference(tag, tags.writeObject(tag, commit, tagger));
                return commit;
            } catch (GitHubFault e) {
                if (e.kind() != GitHubFault.Kind.EXISTS) {
                    throw e;
                }
                return tags.commit(tag).orElseThrow(() -> e); // somebody was faster
            }
        } catch (GitHubFault e) {
            throw e.toException("make the tag '" + tag.name() + "' in '"
                    + connection.settings().fullName() + "'");
        }
    }
}
