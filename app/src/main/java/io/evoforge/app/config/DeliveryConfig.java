package io.evoforge.app.config;

import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.message.ProposalTemplate;
import java.time.Duration;
import java.util.List;

/** Keys {@code delivery.*}: reads them, and says what does not fit together. */
final class DeliveryConfig {
    private DeliveryConfig() {}

    static DeliverySettings from(ConfigValues values, AppConfig.Commit commit, CredentialsConfig credentials) {
        DeliveryPolicy policy = values.take(DeliveryKeys.POLICY);
        DeliverySettings settings = DeliverySettings.of(policy).deletingBranch(values.take(DeliveryKeys.DELETE_BRANCH));
        settings = pattern(settings, values.take(DeliveryKeys.BRANCH_PATTERN), commit, values);
        settings = template(settings, values);
        settings = checks(settings, values);
        DeliveryKeys.Merging merging = values.take(DeliveryKeys.MERGE);
        if (policy != DeliveryPolicy.PULL_REQUEST && merging != DeliveryKeys.Merging.NONE) {
            values.fault("delivery.merge is '" + merging.configurationName() + "' but delivery.policy '"
                    + policy.configurationName()
                    + "' opens no pull requests to merge; set delivery.policy to 'pull-request'");
        }
        settings = settings.releasing(values.take(DeliveryKeys.RELEASES));
        releases(settings, commit, values);
        strategy(policy, commit, values);
        host(policy, commit, credentials, values);
        return merging.method().map(settings::merging).orElse(settings);
    }

    private static DeliverySettings pattern(
            DeliverySettings settings, String pattern, AppConfig.Commit commit, ConfigValues values) {
        try {
            String everyVersion = pattern.replace(DeliverySettings.VERSION, "v7");
            if (commit.branch().value().replaceAll("v[0-9]+", "v7").equals(everyVersion)) {
                throw new IllegalArgumentException("commit.branch '" + commit.branch()
                        + "' is such a name itself; versions are proposed to it, so it needs another one");
            }
            return settings.withBranchPattern(pattern);
        } catch (IllegalArgumentException e) {
            values.fault("delivery.branch-pattern was '" + pattern + "' but " + e.getMessage());
            return settings;
        }
    }

    private static DeliverySettings template(DeliverySettings settings, ConfigValues values) {
        ProposalTemplate usual = ProposalTemplate.DEFAULT;
        try {
            return settings.withTemplate(new ProposalTemplate(
                    values.take(DeliveryKeys.TITLE).orElse(usual.title()),
                    values.take(DeliveryKeys.BODY).orElse(usual.body())));
        } catch (IllegalArgumentException e) {
            values.fault("delivery.title and delivery.body: " + e.getMessage());
            return settings;
        }
    }

    private static DeliverySettings checks(DeliverySettings settings, ConfigValues values) {
        List<String> required = values.take(DeliveryKeys.REQUIRED_CHECKS);
        Duration settle = values.take(DeliveryKeys.CHECKS_SETTLE);
        Duration deadline = values.take(DeliveryKeys.CHECKS_DEADLINE);
        Duration poll = values.take(DeliveryKeys.POLL);
        String own = values.take(DeliveryKeys.OWN_CHECK);
        try {
            return settings.withChecks(new DeliverySettings.CheckRules(required, settle, deadline, poll, own));
        } catch (IllegalArgumentException e) {
            values.fault("delivery.checks-settle, delivery.checks-deadline, delivery.own-check: " + e.getMessage());
            return settings;
        }
    }

    private static void releases(DeliverySettings settings, AppConfig.Commit commit, ConfigValues values) {
        if (!settings.releases()) {
            return;
        }
        if (commit.tags() == TagRule.NONE) {
            values.fault("delivery.releases is 'true' but commit.tags is 'none', and a release needs a tag; set"
                    + " commit.tags to 'majors'");
        }
        if (commit.strategy() == CommitStrategy.LOCAL || commit.strategy() == CommitStrategy.PUSH) {
            values.fault("delivery.releases is 'true' but commit.strategy '"
                    + commit.strategy().configurationName()
                    + "' knows the repository and not its host; set commit.strategy to 'github-git-data'");
        }
        if (settings.policy() == DeliveryPolicy.BRANCH_PER_EVOLUTION) {
            values.fault("delivery.releases is 'true' but delivery.policy 'branch-per-evolution' leaves versions on"
                    + " branches without tags; choose another policy");
        }
        boolean isOnlyProposed = settings.policy() == DeliveryPolicy.DIRECT
                && (commit.strategy() == CommitStrategy.PULL_REQUEST
                        || commit.pullRequest().whenProtected());
        if (isOnlyProposed) {
            values.fault("delivery.releases is 'true' but a version that was only proposed is none to release; set"
                    + " delivery.policy to 'pull-request'");
        }
    }

    private static void strategy(DeliveryPolicy policy, AppConfig.Commit commit, ConfigValues values) {
        String wants = "delivery.policy is '" + policy.configurationName() + "' but commit.strategy '"
                + commit.strategy().configurationName() + "' ";
        if (policy == DeliveryPolicy.DIRECT) {
            return;
        }
        if (commit.agent().isPresent()) {
            values.fault("commit.agent is set but delivery.policy '" + policy.configurationName()
                    + "' does not leave it to a race who comes next; choose 'direct'");
        }
        if (commit.strategy() == CommitStrategy.LOCAL) {
            values.fault(wants + "leaves versions on this machine; set commit.strategy to 'push' or 'github-git-data'");
        }
        if (commit.strategy() == CommitStrategy.PULL_REQUEST && policy != DeliveryPolicy.PULL_REQUEST) {
            values.fault(wants + "opens a pull request for each version; set commit.strategy to 'github-git-data'");
        }
        if (commit.pullRequest().whenProtected()) {
            values.fault(
                    "commit.pull-request-when-protected is 'true' but delivery.policy '" + policy.configurationName()
                            + "' says itself what becomes a pull request; take one of the two away");
        }
    }

    /** Where git pushes, checks and pull requests are asked for through GitHub's interface, if the remote has one. */
    private static void host(
            DeliveryPolicy policy, AppConfig.Commit commit, CredentialsConfig credentials, ConfigValues values) {
        if (policy.needsHost() && commit.strategy() == CommitStrategy.PUSH) {
            commit.remote()
                    .flatMap(remote -> RemoteRules.faultAsHost(remote, credentials.gitHubApi()))
                    .ifPresent(fault -> values.fault("delivery.policy is '" + policy.configurationName()
                            + "' but commit.remote " + fault + "; or choose 'direct' or 'branch-per-evolution'"));
        }
    }
}
