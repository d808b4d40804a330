package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.message.ProposalTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How versions are delivered. Begin with {@link #of} and change what is different.
 *
 * @param policy when a version counts as delivered
 * @param branchPattern name of a version's own branch, with {@code {version}} for the version, such as {@code
 *     evolution/{version}}
 * @param merge how a green pull request is merged by itself; null if a person merges it
 * @param checks what the checks have to say
 * @param deleteBranch whether a version's own branch is deleted once it is merged or turned down
 * @param template what a pull request says
 * @param releases whether a delivered version that gets a tag gets a release of the host's as well
 */
public record DeliverySettings(
        DeliveryPolicy policy,
        String branchPattern,
        @Nullable MergeMethod merge,
        CheckRules checks,
        boolean deleteBranch,
        ProposalTemplate template,
        boolean releases) {
    /** Stands for the version in {@link #branchPattern}. */
    public static final String VERSION = "{version}";

    /**
     * What the checks of a commit have to say.
     *
     * @param required names of checks that have to be green; empty if all that report have to be
     * @param settle how long to wait for checks to report at all, where none is required by name
     * @param deadline how long checks may take, counted by the host's clock from the pull request or our own check
     * @param poll how long to wait between two looks
     * @param own name of the check that we report ourselves, with the measurement
     */
    public record CheckRules(List<String> required, Duration settle, Duration deadline, Duration poll, String own) {
        public CheckRules {
            required = List.copyOf(required);
            if (settle.isNegative()) {
                throw new IllegalArgumentException("the time for checks to report must not be negative");
            }
            if (deadline.compareTo(settle) <= 0) {
                throw new IllegalArgumentException("the deadline of checks (" + deadline
                        + ") must be longer than the time for them to report (" + settle + ")");
            }
            if (poll.isNegative() || poll.isZero()) {
                throw new IllegalArgumentException("the time between two looks must be above 0");
            }
        }

        /** All that report have to be green: 1 minute to report, 1 hour to finish, a look each 30 seconds. */
        public static final CheckRules DEFAULT = new CheckRules(
                List.of(), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(30), "evoforge/measurement");
    }

    public DeliverySettings {
        if (!branchPattern.contains(VERSION)) {
            throw new IllegalArgumentException("the pattern of a version's own branch needs " + VERSION
                    + " in it, so that each has its own, but was '" + branchPattern + "'");
        }
        branchOf(branchPattern, EvolutionVersion.SEED);
    }

    /** The usual settings of {@code policy}: {@code evolution/v7}, a person merges, branches are deleted. */
    public static DeliverySettings of(DeliveryPolicy policy) {
        return new DeliverySettings(
                policy, "evolution/" + VERSION, null, CheckRules.DEFAULT, true, ProposalTemplate.DEFAULT, false);
    }

    /** The same, merging green pull requests by itself, or with null leaving that to a person. */
    public DeliverySettings merging(@Nullable MergeMethod method) {
        return new DeliverySettings(policy, branchPattern, method, checks, deleteBranch, template, releases);
    }

    /** The same with other rules for checks. */
    public DeliverySettings withChecks(CheckRules rules) {
        return new DeliverySettings(policy, branchPattern, merge, rules, deleteBranch, template, releases);
    }

    /** The same with another name for a version's own branch. */
    public DeliverySettings withBranchPattern(String pattern) {
        return new DeliverySettings(policy, pattern, merge, checks, deleteBranch, template, releases);
    }

    /** The same, keeping or deleting a version's own branch once it is merged or turned down. */
    public DeliverySettings deletingBranch(boolean deleted) {
        return new DeliverySettings(policy, branchPattern, merge, checks, deleted, template, releases);
    }

    /** The same with other words in pull requests. */
    public DeliverySettings withTemplate(ProposalTemplate words) {
        return new DeliverySettings(policy, branchPattern, merge, checks, deleteBranch, words, releases);
    }

    /** The same, with or without releases. */
    public DeliverySettings releasing(boolean released) {
        return new DeliverySettings(policy, branchPattern, merge, checks, deleteBranch, template, released);
    }

    /** Whether there has to be a host that is asked for more than the repository. */
    public boolean needsHost() {
        return releases || policy.needsHost();
    }

    /** The branch of a version. */
    public BranchName branchOf(EvolutionVersion version) {
        return branchOf(branchPattern, version);
    }

    /** What the names of all branches of versions begin with; empty if they begin with the version. */
    public String branchPrefix() {
        return branchPattern.substring(0, branchPattern.indexOf(VERSION));
    }

    /** The version that {@code branch} is for; empty if it is not named like a version's own branch. */
    public Optional<EvolutionVersion> versionOf(BranchName branch) {
        String[] around = branchPattern.split(Pattern.quote(VERSION), 2);
        Matcher matcher = Pattern.compile(Pattern.quote(around[0]) + "v([1-9][0-9]{0,8})" + ".*")
                .matcher(branch.value());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        EvolutionVersion version = new EvolutionVersion(Integer.parseInt(matcher.group(1)));
        return branchOf(version).equals(branch) ? Optional.of(version) : Optional.empty();
    }

    /** The branch of a pull request that goes back from one version to another. */
    public BranchName rollbackBranch(EvolutionVersion from, EvolutionVersion to) {
        return new BranchName(branchPattern.replace(VERSION, "rollback-" + from + "-to-" + to));
    }

    private static BranchName branchOf(String pattern, EvolutionVersion version) {
        return new BranchName(pattern.replace(VERSION, version.toString()));
    }
}
