package io.evoforge.vcs.github;

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
                    named(branch.getName()).ifPresent(name -> found.put(name, new CommitId(branch.getSHA1())));
                }
            }
            return found;
        } catch (GitHubFault e) {
            throw e.toException("list the branches of '" + connection.settings().fullName() + "'");
        }
    }

    /** Empty for a name that we would never give; people may. */
    private static Optional<BranchName> named(String name) {
        try {
            return Optional.of(new BranchName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean delete(BranchName branch, CommitId tip) {
        try {
            return connection.settings().graphQl() ? deleteByGraphQl(branch, tip) : deleteByRest(branch, tip);
        } catch (GitHubFault e) {
            throw e.toException("delete the branch '" + branch + "' of '"
                    + connection.settings().fullName() + "'");
        }
    }

    /** GitHub compares the tip itself, so a commit that comes at this moment is not lost. */
    private boolean deleteByGraphQl(BranchName branch, CommitId tip) {
        try {
            new GraphQlRefMover(api, new GraphQlHeads(api, connection.settings()), new TagWriter(api))
                    .delete(branch, tip);
            return true;
        } catch (GitHubFault e) {
            if (!e.isAmbiguous() && e.kind() != GitHubFault.Kind.STALE) {
                throw e;
            }
            Optional<String> now = tip(branch);
            if (e.isAmbiguous() && now.filter(tip.hex()::equals).isPresent()) {
                throw e;
            }
            return now.isEmpty();
        }
    }

    /** Compares here, which is all that REST lets us do. */
    private boolean deleteByRest(BranchName branch, CommitId tip) {
        Optional<String> now = tip(branch);
        if (now.isEmpty()) {
            return true;
        }
        if (!now.get().equals(tip.hex())) {
            return false;
        }
        try {
            api.send("DELETE", "/git/refs/" + reference(branch), GitHubApi.object(), GitHubApi.Repeat.SAFE);
            return true;
        } catch (GitHubFault e) {
            if (e.kind() == GitHubFault.Kind.STALE || e.kind() == GitHubFault.Kind.NOT_FOUND) {
                return true; // the second of two tries finds nothing any more
            }
            throw e;
        }
    }

    private Optional<String> tip(BranchName branch) {
        return api.find("/git/ref/" + reference(branch))
                .map(json -> json.path("object").path("sha").asText());
    }

    private static String reference(BranchName branch) {
        return "heads/" + GitHubApi.quoted(branch.value());
    }
}
