package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.Branches;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.github.GHBranch;

/** The branches of a repository on GitHub. Safe for use by several threads. */
public final class GitHubBranches implements Branches {
    private final GitHubConnection connection;
    private final Hub hub;
    private final GitHubApi api;

    /** Branches over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubBranches(GitHubConnection connection) {
        this.connection = connection;
        this.hub = new Hub(connection);
        this.api = new GitHubApi(connection);
    }

    @Override
    public Map<BranchName, CommitId> startingWith(String prefix) {
        try {
            Map<BranchName, CommitId> found = new TreeMap<>(java.util.Comparator.comparing(BranchName::value));
            for (GHBranch branch :
                    hub.ask(repository -> repository.getBranches()).values()) {
                if (branch.getName().startsWith(prefix)) {
                    found.put(new BranchName(branch.getName()), new CommitId(branch.getSHA1()));
                }
            }
            return found;
        } catch (GitHubFault e) {
            throw e.toException("list the branches of '" + connection.settings().fullName() + "'");
        }
    }

    @Override
    public boolean delete(BranchName branch, CommitId tip) {
        String reference = "heads/" + GitHubApi.quoted(branch.value());
        try {
            Optional<JsonNode> there = api.find("/git/ref/" + reference);
            if (there.isEmpty()) {
                return true;
            }
            if (!there.get().path("object").path("sha").asText().equals(tip.hex())) {
                return false;
            }
            api.send("DELETE", "/git/refs/" + reference, GitHubApi.object(), GitHubApi.Repeat.SAFE);
            return true;
        } catch (GitHubFault e) {
            if (e.kind() == GitHubFault.Kind.STALE || e.kind() == GitHubFault.Kind.NOT_FOUND) {
                return true; // the second of two tries finds nothing any more
            }
            throw e.toException("delete the branch '" + branch + "' of '"
                    + connection.settings().fullName() + "'");
        }
    }
}
