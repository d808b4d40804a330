package io.evoforge.app.config;

import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.delivery.DeliverySettings.CheckRules;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.message.ProposalTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys {@code delivery.*}. */
final class DeliveryKeys {
    private static final DeliverySettings USUAL = DeliverySettings.of(DeliveryPolicy.PULL_REQUEST);

    static final ConfigKey<DeliveryPolicy> POLICY = new ConfigKey<>(
            "delivery.policy",
            DeliveryPolicy.DIRECT.configurationName(),
            "When a version counts as delivered: 'direct' as soon as it is where commit.strategy puts it;"
                    + " 'direct-with-checks' when the checks of its commit are green, and a red commit is taken back by a"
                    + " new one; 'branch-per-evolution' when a branch of its own, begun at commit.branch, is on the remote;"
                    + " 'pull-request' when its pull request to commit.branch is merged, and a red one is closed. A version"
                    + " that is turned down is withdrawn from the run. Policies with checks or pull requests need a"
                    + " remote that has GitHub's interface.",
            DeliveryPolicy::ofConfigurationName);
    static final ConfigKey<String> BRANCH_PATTERN = new ConfigKey<>(
            "delivery.branch-pattern",
            USUAL.branchPattern(),
            "Name of a version's own branch, with {version} for the version.",
            Parsers::text);
    static final ConfigKey<Optional<String>> TITLE = new ConfigKey<>(
            "delivery.title",
            "",
            "Title of pull requests, one line; without it, the title of the commit. Placeholders: " + placeholders()
                    + ".",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Optional<String>> BODY = new ConfigKey<>(
            "delivery.body",
            "",
            "Text of pull requests, in Markdown with the placeholders of delivery.title; the two characters \\n are a line"
                    + " break. Without it, {summary} and {metrics}, the table of the measurement.",
            Parsers.optional(DeliveryKeys::lines));
    static final ConfigKey<Merging> MERGE = new ConfigKey<>(
            "delivery.merge",
            "none",
            "How a pull request is merged when its checks are green: 'merge', 'squash' or 'rebase'; with 'none' a person"
                    + " merges it.",
            Parsers.choice(Merging.class));
    static final ConfigKey<List<String>> REQUIRED_CHECKS = new ConfigKey<>(
            "delivery.required-checks",
            "",
            "Names of the checks that have to be green; without them, all that report have to be.",
            Parsers.list(Parsers::text));
    static final ConfigKey<Duration> CHECKS_SETTLE = new ConfigKey<>(
            "delivery.checks-settle",
            Parsers.text(CheckRules.DEFAULT.settle()),
            "How long to wait for checks to report at all, where none is required by name.",
            Parsers::duration);
    static final ConfigKey<Duration> CHECKS_DEADLINE = new ConfigKey<>(
            "delivery.checks-deadline",
            Parsers.text(CheckRules.DEFAULT.deadline()),
            "How long checks may take, by the host's clock; what is not green then counts as red.",
            Parsers::duration);
    static final ConfigKey<Duration> POLL = new ConfigKey<>(
            "delivery.poll",
            Parsers.text(CheckRules.DEFAULT.poll()),
            "How long to wait between two looks at the checks and the pull request.",
            Parsers::duration);
    static final ConfigKey<String> OWN_CHECK = new ConfigKey<>(
            "delivery.own-check",
            CheckRules.DEFAULT.own(),
            "Name of the check that Evoforge puts on a version's commit, with the table of the measurement where the host"
                    + " has room for it.",
            Parsers::text);
    static final ConfigKey<Boolean> DELETE_BRANCH = new ConfigKey<>(
            "delivery.delete-branch",
            Boolean.toString(USUAL.deleteBranch()),
            "Whether a version's own branch is deleted once its pull request is merged or closed.",
            Parsers::yesOrNo);

    static final ConfigKey<Boolean> RELEASES = new ConfigKey<>(
            "delivery.releases",
            Boolean.toString(USUAL.releases()),
            "Whether a delivered version that gets a tag (commit.tags) also gets a release on GitHub, with the table of its"
                    + " measurement.",
            Parsers::yesOrNo);

    static final List<ConfigKey<?>> ALL = List.of(
            POLICY,
            BRANCH_PATTERN,
            TITLE,
            BODY,
            MERGE,
            REQUIRED_CHECKS,
            CHECKS_SETTLE,
            CHECKS_DEADLINE,
            POLL,
            OWN_CHECK,
            DELETE_BRANCH,
            RELEASES);

    /** How green pull requests are merged. */
    enum Merging {
        NONE,
        MERGE,
        SQUASH,
        REBASE;

        Optional<MergeMethod> method() {
            return this == NONE ? Optional.empty() : Optional.of(MergeMethod.valueOf(name()));
        }

        String configurationName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private DeliveryKeys() {}

    private static String placeholders() {
        return "{" + String.join("}, {", ProposalTemplate.PLACEHOLDERS.keySet()) + "}";
    }

    private static String lines(String text) {
        return Parsers.text(text).replace("\\n", "\n");
    }
}
