package io.evoforge.app.config;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.evaluator.sandbox.SandboxSettings;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.message.AgentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, checked. {@link ConfigKeys} describes each value.
 *
 * @param stateDirectory where a run keeps its state
 * @param run keys {@code run.*}
 * @param proposer keys {@code proposer.*}, {@code model.*} and {@code models.*}
 * @param search keys {@code search.*}
 * @param budget keys {@code budget.*}
 * @param review keys {@code review.*}
 * @param videoFiles key {@code video.files}
 * @param variationSeed key {@code video.variation-seed}
 * @param evaluator keys {@code evaluator.*}
 * @param gate keys {@code gate.*}
 * @param commit keys {@code commit.*}
 * @param delivery keys {@code delivery.*}
 * @param credentials keys {@code credentials.*}
 * @param dashboard keys {@code dashboard.*}
 * @param chat keys {@code chat.*}
 * @param mcp keys {@code mcp.*}
 * @param log keys {@code log.*}
 */
public record AppConfig(
        Path stateDirectory,
        Run run,
        Proposer proposer,
        SearchConfig search,
        BudgetConfig budget,
        ReviewConfig review,
        List<Path> videoFiles,
        Optional<Long> variationSeed,
        Evaluator evaluator,
        GateSettings gate,
        Commit commit,
        DeliverySettings delivery,
        CredentialsConfig credentials,
        DashboardConfig dashboard,
        ChatConfig chat,
        McpConfig mcp,
        LogConfig log) {

    /** Keys {@code run.*}. */
    public record Run(
            long seed,
            int generations,
            Optional<Path> codec,
            ConfigKeys.OriginKind origin,
            int workers,
            int modelCalls,
            Optional<Integer> inFlight) {
        /** How many candidates are under way at once. */
        public int candidatesInFlight() {
            return inFlight.orElse(workers == 1 && modelCalls == 1 ? 1 : workers + modelCalls);
        }
    }

    /** Keys {@code proposer.*}, and the models that are asked. */
    public record Proposer(
            ConfigKeys.ProposerKind kind, Optional<Path> recording, List<ModelConfig> models, Optional<Path> recordTo) {
        public Proposer {
            models = List.copyOf(models);
        }
    }

    /** Keys {@code evaluator.*}. */
    public record Evaluator(
            Optional<CommandConfig> command, SandboxSettings sandbox, boolean allowPushBelowFull, Path anchorsFile) {}

    /** Keys {@code commit.*}. */
    public record Commit(
            CommitStrategy strategy,
            Optional<RepositoryUrl> remote,
            List<String> hosts,
            Optional<Path> sshKey,
            Optional<Path> sshKnownHosts,
            Optional<Path> signingKey,
            BranchName branch,
            RepositoryPath sourcePath,
            String authorName,
            String authorEmail,
            Optional<AgentName> agent,
            double headlinePsnrDb,
            boolean changelog,
            Optional<String> history,
            TagRule tags,
            double majorPercent,
            PullRequest pullRequest,
            Duration deadline,
            Duration githubWriteGap,
            Duration drainTime) {}

    /** How versions are proposed: {@code commit.pull-request-*}. */
    public record PullRequest(List<String> labels, List<String> reviewers, boolean draft, boolean whenProtected) {}

    /** Whether the remote has GitHub's interface, for what a repository alone does not have: checks, pull requests. */
    public boolean hasHost() {
        return switch (commit.strategy()) {
            case LOCAL -> false;
            case PUSH ->
                commit.remote()
                        .filter(remote -> RemoteRules.faultAsHost(remote, credentials.gitHubApi())
                                .isEmpty())
                        .isPresent();
            case GITHUB_GIT_DATA, GITHUB_CONTENTS, GITHUB_GRAPHQL, PULL_REQUEST -> true;
        };
    }

    static AppConfig from(ConfigValues values) {
        Path stateDirectory = values.take(ConfigKeys.STATE_DIRECTORY);
        Run run = new Run(
                values.take(ConfigKeys.RUN_SEED),
                values.take(ConfigKeys.RUN_GENERATIONS),
                values.take(ConfigKeys.RUN_CODEC),
                values.take(ConfigKeys.RUN_ORIGIN),
                values.take(ConfigKeys.RUN_WORKERS),
                values.take(ConfigKeys.RUN_MODEL_CALLS),
                values.take(ConfigKeys.RUN_IN_FLIGHT));
        Proposer proposer = new Proposer(
                values.take(ConfigKeys.PROPOSER_KIND),
                values.take(ConfigKeys.PROPOSER_RECORDING),
                ModelConfig.from(values),
                values.take(ModelKeys.RECORD_TO));
        SearchConfig search = SearchConfig.from(values);
        BudgetConfig budget = BudgetConfig.from(values);
        checkModels(proposer, budget, values);
        ReviewConfig review = ReviewConfig.from(values, budget);
        List<Path> videoFiles = values.take(ConfigKeys.VIDEO_FILES);
        Optional<Long> variationSeed = values.take(ConfigKeys.VIDEO_VARIATION);
        Optional<CommandConfig> command = CommandConfig.from(values);
        Evaluator evaluator = new Evaluator(
                command,
                sandbox(values),
                values.take(ConfigKeys.EVALUATOR_PUSH_BELOW_FULL),
                values.take(ConfigKeys.EVALUATOR_ANCHORS));
        GateSettings gate = gate(values);
        boolean sourcePathSet = values.isSet(ConfigKeys.COMMIT_SOURCE_PATH);
        RepositoryPath givenPath = values.take(ConfigKeys.COMMIT_SOURCE_PATH);
        RepositoryPath sourcePath = sourcePathSet
                ? givenPath
                : command.map(one -> one.defaultSourcePath(values)).orElse(givenPath);
        command.ifPresent(one -> one.check(
                run, proposer, videoFiles, variationSeed, evaluator.sandbox().sourceSharedBy(), sourcePath, values));
        Commit commit = new Commit(
                values.take(ConfigKeys.COMMIT_STRATEGY),
                values.take(ConfigKeys.COMMIT_REMOTE),
                values.take(ConfigKeys.COMMIT_HOSTS),
                values.take(ConfigKeys.COMMIT_SSH_KEY),
                values.take(ConfigKeys.COMMIT_SSH_KNOWN_HOSTS),
                values.take(ConfigKeys.COMMIT_SIGNING_KEY),
                values.take(ConfigKeys.COMMIT_BRANCH),
                sourcePath,
                values.take(ConfigKeys.COMMIT_AUTHOR_NAME),
                values.take(ConfigKeys.COMMIT_AUTHOR_EMAIL),
                values.take(ConfigKeys.COMMIT_AGENT),
                values.take(ConfigKeys.COMMIT_HEADLINE_PSNR),
                values.take(ConfigKeys.COMMIT_CHANGELOG),
                values.take(ConfigKeys.COMMIT_HISTORY),
                values.take(ConfigKeys.COMMIT_TAGS),
                values.take(ConfigKeys.COMMIT_MAJOR_THRESHOLD),
                new PullRequest(
                        values.take(ConfigKeys.COMMIT_PULL_REQUEST_LABELS),
                        values.take(ConfigKeys.COMMIT_PULL_REQUEST_REVIEWERS),
                        values.take(ConfigKeys.COMMIT_PULL_REQUEST_DRAFT),
                        values.take(ConfigKeys.COMMIT_PULL_REQUEST_WHEN_PROTECTED)),
                values.take(ConfigKeys.COMMIT_DEADLINE),
                values.take(ConfigKeys.COMMIT_GITHUB_WRITE_GAP),
                values.take(ConfigKeys.COMMIT_DRAIN_TIME));
        if (commit.strategy() != CommitStrategy.LOCAL && commit.remote().isEmpty()) {
            values.fault("commit.remote is not set but commit.strategy '"
                    + commit.strategy().configurationName() + "' needs a remote; set it to the URL of your repository");
        }
        CredentialsConfig credentials = CredentialsConfig.from(values);
        DeliverySettings delivery = DeliveryConfig.from(values, commit, credentials);
        RemoteRules.check(commit, values);
        checkMajorVersions(commit, values);
        checkSsh(commit, values);
        DashboardConfig dashboard = DashboardConfig.from(values);
        return new AppConfig(
                stateDirectory,
                run,
                proposer,
                search,
                budget,
                review,
                videoFiles,
                variationSeed,
                evaluator,
                gate,
                commit,
                delivery,
                credentials,
                dashboard,
                ChatConfig.from(values, proposer.models()),
                McpConfig.from(values),
                LogConfig.from(values));
    }

    private static void checkModels(Proposer proposer, BudgetConfig budget, ConfigValues values) {
        if (proposer.kind() != ConfigKeys.ProposerKind.MODEL) {
            return;
        }
        if (proposer.models().isEmpty() && !values.hasFaults()) {
            values.fault("model.name is not set but proposer.kind is 'model'; set it to the provider's name for the"
                    + " model, or set up several as models.NAME.name");
        }
        if (budget.dollars().isPresent()) {
            for (ModelConfig model : proposer.models()) {
                if (model.settings().price() == null) {
                    values.fault("budget.dollars is set but the price of "
                            + model.settings().name()
                            + " is not known; set its input-price and output-price, in dollars per million tokens");
                }
            }
        }
    }

    private static void checkMajorVersions(Commit commit, ConfigValues values) {
        try {
            var unused = PublisherSettings.DEFAULT.withMajorPercent(commit.majorPercent());
        } catch (IllegalArgumentException e) {
            values.fault("commit.major-threshold-percent: " + e.getMessage());
        }
    }

    private static void checkSsh(Commit commit, ConfigValues values) {
        boolean ssh = commit.strategy() != CommitStrategy.LOCAL
                && commit.remote()
                        .map(RepositoryUrl::scheme)
                        .filter("ssh"::equals)
                        .isPresent();
        if (ssh && commit.sshKey().isEmpty()) {
            values.fault("commit.ssh-key is not set but commit.remote is an ssh:// URL; set it to the file of the"
                    + " private key");
        }
        if (ssh && commit.sshKnownHosts().isEmpty()) {
            values.fault("commit.ssh-known-hosts is not set but commit.remote is an ssh:// URL; set it to a file with"
                    + " the host's key, as `ssh-keyscan` prints it, after comparing it with what the host publishes");
        }
    }

    private static SandboxSettings sandbox(ConfigValues values) {
        String candidateClass = values.take(ConfigKeys.EVALUATOR_CLASS);
        List<Integer> qualities = values.take(ConfigKeys.EVALUATOR_QUALITIES);
        int heapMegabytes = values.take(ConfigKeys.EVALUATOR_HEAP);
        Duration encodeLimit = values.take(ConfigKeys.EVALUATOR_ENCODE_LIMIT);
        Duration decodeLimit = values.take(ConfigKeys.EVALUATOR_DECODE_LIMIT);
        int parallel = values.take(ConfigKeys.EVALUATOR_PARALLEL);
        int sourceSharedBy = values.take(ConfigKeys.EVALUATOR_SOURCE_SHARED);
        try {
            return new SandboxSettings(
                    candidateClass,
                    qualities,
                    heapMegabytes,
                    encodeLimit,
                    decodeLimit,
                    SandboxSettings.DEFAULT.compileLimit(),
                    SandboxSettings.DEFAULT.worstFrameDropDb(),
                    parallel,
                    sourceSharedBy);
        } catch (IllegalArgumentException e) {
            values.fault("evaluator.*: " + e.getMessage());
            return SandboxSettings.DEFAULT;
        }
    }

    private static GateSettings gate(ConfigValues values) {
        double mean = values.take(ConfigKeys.GATE_MEAN);
        double worst = values.take(ConfigKeys.GATE_WORST);
        double common = values.take(ConfigKeys.GATE_COMMON);
        try {
            return new GateSettings(mean, worst, common);
        } catch (IllegalArgumentException e) {
            values.fault("gate.*: " + e.getMessage());
            return GateSettings.DEFAULT;
        }
    }
}
