package io.evoforge.app.config;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.evaluator.sandbox.SandboxSettings;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.message.AgentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every key of the configuration, with its default. The reference page is made from this. */
public final class ConfigKeys {
    static final ConfigKey<Path> STATE_DIRECTORY = new ConfigKey<>(
            "state.directory",
            ".evoforge",
            "Where a run keeps its events and its copy of the repository. One run at a time uses it.",
            Parsers::path);

    static final ConfigKey<Long> RUN_SEED = new ConfigKey<>(
            "run.seed", "1", "Seed of all chance in a run; the same seed repeats it.", Parsers::wholeNumber);
    static final ConfigKey<Integer> RUN_GENERATIONS = new ConfigKey<>(
            "run.generations", "20", "How many candidates 'evolve' asks for.", Parsers.integer(1, 1_000_000));
    static final ConfigKey<Optional<Path>> RUN_CODEC = new ConfigKey<>(
            "run.codec",
            "",
            "Source file a new run starts from; without it, Evoforge's own seed codec.",
            Parsers.optional(Parsers::path));

    static final ConfigKey<OriginKind> RUN_ORIGIN = new ConfigKey<>(
            "run.origin",
            "repository",
            "Where a new run begins: 'repository' goes on from the version that the branch holds, if it holds one,"
                    + " 'codec' always begins with run.codec.",
            Parsers.choice(OriginKind.class));
    static final ConfigKey<Integer> RUN_WORKERS =
            new ConfigKey<>("run.workers", "1", "How many candidates are evaluated at once.", Parsers.integer(1, 256));
    static final ConfigKey<Integer> RUN_MODEL_CALLS = new ConfigKey<>(
            "run.model-calls", "1", "How many calls of a model are made at once.", Parsers.integer(1, 256));
    static final ConfigKey<Optional<Integer>> RUN_IN_FLIGHT = new ConfigKey<>(
            "run.in-flight",
            "",
            "How many candidates are under way at once: a prompt knows every decision but those about the candidates"
                    + " just before it. Without it, workers and calls together; 1 if there is one of each.",
            Parsers.optional(Parsers.integer(1, 1024)));

    static final ConfigKey<ProposerKind> PROPOSER_KIND = new ConfigKey<>(
            "proposer.kind",
            "mutating",
            "Who proposes candidates: 'mutating' changes constants and operators of the champion, 'model' asks the"
                    + " models of model.* or models.*, 'recorded' plays recorded replies.",
            Parsers.choice(ProposerKind.class));
    static final ConfigKey<Optional<Path>> PROPOSER_RECORDING = new ConfigKey<>(
            "proposer.recording",
            "",
            "Directory of recorded replies (001.md, 002.md, ..., or what model.record-to wrote) for the recorded proposer;"
                    + " without it, the demo's.",
            Parsers.optional(Parsers::path));

    static final ConfigKey<List<Path>> VIDEO_FILES = new ConfigKey<>(
            "video.files",
            "",
            "Video files to measure on: Y4M, or with ffmpeg installed anything it reads. Without them, the built-in"
                    + " clip.",
            Parsers.list(Parsers::path));

    static final ConfigKey<Optional<Long>> VIDEO_VARIATION = new ConfigKey<>(
            "video.variation-seed",
            "",
            "With a number, every sequence is cut out at a place, mirrored and begun by chance from this seed, so that"
                    + " what a candidate knows of a clip by heart does not fit; without it, sequences are as they are.",
            Parsers.optional(Parsers::wholeNumber));

    static final ConfigKey<List<Integer>> EVALUATOR_QUALITIES = new ConfigKey<>(
            "evaluator.qualities",
            "20,35,50,65,80",
            "Quality points each sequence is coded at; at least 4, rising.",
            Parsers.list(Parsers.integer(0, 100)));
    static final ConfigKey<String> EVALUATOR_CLASS = new ConfigKey<>(
            "evaluator.candidate-class",
            SandboxSettings.DEFAULT.candidateClass(),
            "Binary name of the class a candidate has to declare.",
            Parsers::text);
    static final ConfigKey<Integer> EVALUATOR_PARALLEL = new ConfigKey<>(
            "evaluator.parallel", "2", "How many sequences are worked on at once.", Parsers.integer(1, 256));
    static final ConfigKey<Integer> EVALUATOR_HEAP = new ConfigKey<>(
            "evaluator.heap-megabytes",
            "256",
            "Heap of a candidate's process in MB; large sequences raise it by themselves.",
            Parsers.integer(64, 16_384));
    static final ConfigKey<Duration> EVALUATOR_ENCODE_LIMIT = new ConfigKey<>(
            "evaluator.encode-limit-per-frame",
            "0.5s",
            "How long a candidate may take to code a frame at one quality point, in the mean.",
            Parsers::duration);
    static final ConfigKey<Duration> EVALUATOR_DECODE_LIMIT = new ConfigKey<>(
            "evaluator.decode-limit-per-frame",
            "0.5s",
            "How long a candidate may take to decode a frame at one quality point, in the mean.",
            Parsers::duration);
    static final ConfigKey<Boolean> EVALUATOR_PUSH_BELOW_FULL = new ConfigKey<>(
            "evaluator.allow-push-below-full",
            "false",
            "Whether versions may be pushed that were measured on a machine where candidates are held less than fully;"
                    + " 'evoforge doctor' tells. Versions that stay local always may.",
            Parsers::yesOrNo);
    static final ConfigKey<Path> EVALUATOR_ANCHORS = new ConfigKey<>(
            "evaluator.anchors-file",
            "evoforge-anchors.json",
            "Where 'evoforge anchors' keeps what established codecs did on your videos, and 'evaluate' looks it up.",
            Parsers::path);
    static final ConfigKey<Integer> EVALUATOR_SOURCE_SHARED = new ConfigKey<>(
            "evaluator.source-shared-by",
            "0",
            "With a number, the bytes of a candidate's compressed source are shared out between so many sequences and"
                    + " added to each bitstream, so that tables of data cost what they weigh; 0 counts no source.",
            Parsers.integer(0, 1_000_000));

    static final ConfigKey<Double> GATE_MEAN = new ConfigKey<>(
            "gate.mean-bd-rate-percent",
            "-1",
            "A candidate is adopted when its mean BD-rate against the champion is at most this.",
            Parsers::number);
    static final ConfigKey<Double> GATE_WORST = new ConfigKey<>(
            "gate.worst-bd-rate-percent", "2", "... and its BD-rate on no sequence is above this.", Parsers::number);
    static final ConfigKey<Double> GATE_COMMON = new ConfigKey<>(
            "gate.common-psnr-db", "3", "Range of PSNR-Y both curves must share to be compared.", Parsers::number);

    static final ConfigKey<CommitStrategy> COMMIT_STRATEGY = new ConfigKey<>(
            "commit.strategy",
            "local",
            "How a version is published: 'local' commits into the state directory's repository, 'push' also pushes to"
                    + " commit.remote; without a clone, through GitHub: 'github-git-data', 'github-contents' (one commit"
                    + " for each file), 'github-graphql' (signed by GitHub), 'pull-request' (a branch and a pull request"
                    + " for each version).",
            CommitStrategy::ofConfigurationName);
    static final ConfigKey<Optional<RepositoryUrl>> COMMIT_REMOTE = new ConfigKey<>(
            "commit.remote",
            "",
            "URL of the repository to push to: https://, ssh:// or file://. Never with a token inside.",
            Parsers.optional(RepositoryUrl::new));
    static final ConfigKey<List<String>> COMMIT_HOSTS = new ConfigKey<>(
            "commit.hosts",
            "github.com",
            "Hosts that commit.remote may be on, each with :port unless it is the scheme's usual one; credentials go to no"
                    + " other. This machine is always allowed.",
            Parsers.list(Parsers::text));
    static final ConfigKey<Optional<Path>> COMMIT_SSH_KEY = new ConfigKey<>(
            "commit.ssh-key",
            "",
            "File with the private key for an ssh:// remote, without a passphrase. The user's own SSH directory and"
                    + " agent are not used.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<Optional<Path>> COMMIT_SSH_KNOWN_HOSTS = new ConfigKey<>(
            "commit.ssh-known-hosts",
            "",
            "File with the keys of the hosts that an ssh:// remote may be on, as in known_hosts; any other host is"
                    + " refused.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<Optional<Path>> COMMIT_SIGNING_KEY = new ConfigKey<>(
            "commit.signing-key",
            "",
            "File with the private key that commits and tags are signed with, without a passphrase: Ed25519 from"
                    + " ssh-keygen, or Ed25519 or RSA from 'gpg --export-secret-keys --armor'. Without it, none are"
                    + " signed.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<BranchName> COMMIT_BRANCH =
            new ConfigKey<>("commit.branch", "main", "Branch that versions are committed to.", BranchName::new);
    static final ConfigKey<RepositoryPath> COMMIT_SOURCE_PATH = new ConfigKey<>(
            "commit.source-path",
            "src/main/java/io/evoforge/evolved/EvolvedCodec.java",
            "Where the codec's source stands in the repository. For evaluator.kind 'command' and Python the default is"
                    + " src/agents/evolved_codec.py.",
            RepositoryPath::new);
    static final ConfigKey<String> COMMIT_AUTHOR_NAME =
            new ConfigKey<>("commit.author-name", "Evoforge", "Author name of commits.", Parsers::text);
    static final ConfigKey<String> COMMIT_AUTHOR_EMAIL = new ConfigKey<>(
            "commit.author-email", "evoforge@localhost", "Author e-mail address of commits.", Parsers::text);
    static final ConfigKey<Optional<AgentName>> COMMIT_AGENT = new ConfigKey<>(
            "commit.agent",
            "",
            "Name of this agent, if several work on one branch, each with its own state directory: each goes on from the"
                    + " newest version on the branch, whoever made it, and its commits bear its name. Not for"
                    + " commit.strategy 'local' or 'pull-request', and only for delivery.policy 'direct'.",
            Parsers.optional(AgentName::new));
    static final ConfigKey<Double> COMMIT_HEADLINE_PSNR = new ConfigKey<>(
            "commit.headline-psnr-db",
            "36",
            "PSNR-Y at which the bitrate and the compression ratio of a commit message are read off the curves.",
            Parsers::number);
    static final ConfigKey<Boolean> COMMIT_CHANGELOG = new ConfigKey<>(
            "commit.changelog", "true", "Whether each version is also entered into CHANGELOG.md.", Parsers::yesOrNo);
    static final ConfigKey<Optional<String>> COMMIT_HISTORY = new ConfigKey<>(
            "commit.history",
            "",
            "Where a copy of each version's source is kept, with {N} for its number, such as"
                    + " history/EvolvedCodec_v{N}.java; without it, no copies.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<TagRule> COMMIT_TAGS = new ConfigKey<>(
            "commit.tags",
            TagRule.MAJORS.configurationName(),
            "Which versions get an annotated tag: 'none', 'majors' (see commit.major-threshold-percent), or"
                    + " 'every-version'.",
            TagRule::ofConfigurationName);
    static final ConfigKey<Double> COMMIT_MAJOR_THRESHOLD = new ConfigKey<>(
            "commit.major-threshold-percent",
            "10",
            "How many percent fewer bits than the version before make a major version, by the mean BD-rate; the seed always"
                    + " is one.",
            Parsers::number);
    static final ConfigKey<List<String>> COMMIT_PULL_REQUEST_LABELS = new ConfigKey<>(
            "commit.pull-request-labels",
            "evolution",
            "Labels of pull requests; one that does not exist is made.",
            Parsers.list(Parsers::text));
    static final ConfigKey<List<String>> COMMIT_PULL_REQUEST_REVIEWERS = new ConfigKey<>(
            "commit.pull-request-reviewers",
            "",
            "Accounts asked to review pull requests, or 'team:' and a team's short name.",
            Parsers.list(Parsers::text));
    static final ConfigKey<Boolean> COMMIT_PULL_REQUEST_DRAFT = new ConfigKey<>(
            "commit.pull-request-draft",
            "false",
            "Whether pull requests are opened as not ready for review.",
            Parsers::yesOrNo);
    static final ConfigKey<Boolean> COMMIT_PULL_REQUEST_WHEN_PROTECTED = new ConfigKey<>(
            "commit.pull-request-when-protected",
            "false",
            "Whether the strategies 'github-...' open a pull request where the branch is protected against commits.",
            Parsers::yesOrNo);
    static final ConfigKey<Duration> COMMIT_DEADLINE = new ConfigKey<>(
            "commit.deadline", "60s", "Longest time for one exchange with the remote.", Parsers::duration);
    static final ConfigKey<Duration> COMMIT_GITHUB_WRITE_GAP = new ConfigKey<>(
            "commit.github-write-gap",
            "1s",
            "Time between two writes to GitHub's interface. GitHub asks for a second; a server of one's own that limits"
                    + " nothing may take less.",
            Parsers::duration);
    static final ConfigKey<Duration> COMMIT_DRAIN_TIME = new ConfigKey<>(
            "commit.drain-time",
            "30s",
            "How long the end of a run waits for versions that could not be published yet. What is left is published"
                    + " by the next start.",
            Parsers::duration);

    private static final List<ConfigKey<?>> BEFORE_COMMANDS = List.of(
            STATE_DIRECTORY,
            RUN_SEED,
            RUN_GENERATIONS,
            RUN_CODEC,
            RUN_ORIGIN,
            RUN_WORKERS,
            RUN_MODEL_CALLS,
            RUN_IN_FLIGHT,
            PROPOSER_KIND,
            PROPOSER_RECORDING,
            VIDEO_FILES,
            VIDEO_VARIATION);

    private static final List<ConfigKey<?>> AFTER_COMMANDS = List.of(
            EVALUATOR_QUALITIES,
            EVALUATOR_CLASS,
            EVALUATOR_PARALLEL,
            EVALUATOR_HEAP,
            EVALUATOR_ENCODE_LIMIT,
            EVALUATOR_DECODE_LIMIT,
            EVALUATOR_PUSH_BELOW_FULL,
            EVALUATOR_ANCHORS,
            EVALUATOR_SOURCE_SHARED,
            GATE_MEAN,
            GATE_WORST,
            GATE_COMMON,
            COMMIT_STRATEGY,
            COMMIT_REMOTE,
            COMMIT_HOSTS,
            COMMIT_SSH_KEY,
            COMMIT_SSH_KNOWN_HOSTS,
            COMMIT_SIGNING_KEY,
            COMMIT_BRANCH,
            COMMIT_SOURCE_PATH,
            COMMIT_AUTHOR_NAME,
            COMMIT_AUTHOR_EMAIL,
            COMMIT_AGENT,
            COMMIT_HEADLINE_PSNR,
            COMMIT_CHANGELOG,
            COMMIT_HISTORY,
            COMMIT_TAGS,
            COMMIT_MAJOR_THRESHOLD,
            COMMIT_PULL_REQUEST_LABELS,
            COMMIT_PULL_REQUEST_REVIEWERS,
            COMMIT_PULL_REQUEST_DRAFT,
            COMMIT_PULL_REQUEST_WHEN_PROTECTED,
            COMMIT_DEADLINE,
            COMMIT_GITHUB_WRITE_GAP,
            COMMIT_DRAIN_TIME);

    /** All of them, in the order of the reference page. */
    public static final List<ConfigKey<?>> ALL = Stream.of(
                    BEFORE_COMMANDS,
                    CommandKeys.ALL,
                    AFTER_COMMANDS,
                    DeliveryKeys.ALL,
                    ModelKeys.PROPOSER.all(),
                    List.of(ModelKeys.RECORD_TO),
                    ModelKeys.REVIEWER.all(),
                    ReviewConfig.ALL,
                    SearchConfig.ALL,
                    BudgetConfig.ALL,
                    CredentialKeys.ALL,
                    DashboardKeys.ALL,
                    ChatConfig.ALL,
                    McpConfig.ALL,
                    LogConfig.ALL)
            .<ConfigKey<?>>flatMap(List::stream)
            .toList();

    private ConfigKeys() {}

    /** Who proposes candidates. */
    public enum ProposerKind {
        /** Seeded changes to the champion's syntax tree. */
        MUTATING,
        /** Replies read from files. */
        RECORDED,
        /** Models asked over the network. */
        MODEL
    }

    /** Where a new run begins. */
    public enum OriginKind {
        /** At the version that the branch holds; with the configured codec if it holds none. */
        REPOSITORY,
        /** With the configured codec. */
        CODEC
    }
}
