package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.util.List;

/** What can be sent for one evolution with its pull request. */
enum PublishingWay {
    GIT_DATA(GitHubStrategy.GIT_DATA, true),
    GIT_DATA_WITHOUT_GRAPHQL(GitHubStrategy.GIT_DATA, false),
    CONTENTS(GitHubStrategy.CONTENTS, false),
    GRAPHQL(GitHubStrategy.GRAPHQL, true);

    static final BranchName MAIN = new BranchName("main");

    private final GitHubStrategy strategy;
    private final boolean graphQl;

    PublishingWay(GitHubStrategy strategy, boolean graphQl) {
        this.strategy = strategy;
        this.graphQl = graphQl;
    }

    GitHubSettings settings(GitHubSettings settings) {
        return graphQl ? settings : settings.withoutGraphQl();
    }

    /** One evolution for a branch of its own that begins at {@code base}. */
    static Changeset evolution(BranchName branch, CommitId base) {
        return aChangeset()
                .branch(branch)
                .on(base)
                .put("codec/Codec.java", "class Codec {} // " + branch)
                .put("metrics.json", "{}")
                .message("Evolve " + branch + "\n\nEvolution-Id: " + branch + "\n")
                .build();
    }

    /** What one process does: commits, pushes and proposes. True when everything is said to be done. */
    boolean publish(GitHubConnection connection, Changeset evolution) {
        GitHubVersionControl versionControl = new GitHubVersionControl(connection, strategy);
        BranchName branch = evolution.branch();
        CommitOutcome committed = versionControl.commit(evolution);
        PushOutcome pushed = versionControl.push(branch, MergeDriver.NONE);
        ProposalOutcome proposed = new GitHubPullRequests(connection)
                .propose(new PullRequestProposal(
                        branch, MAIN, "Evolve", "Better", List.of("evolution"), List.of(), false));
        return committed instanceof CommitOutcome.Committed
                && (pushed instanceof PushOutcome.Pushed || pushed instanceof PushOutcome.UpToDate)
                && (proposed instanceof ProposalOutcome.Opened || proposed instanceof ProposalOutcome.Adopted);
    }
}
