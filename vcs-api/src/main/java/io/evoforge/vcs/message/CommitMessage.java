package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The messages of our commits: written for people, with a trailer block at the end that is read back. */
public final class CommitMessage {
    /** Trailer with the {@link EvolutionId}; a message with it is the commit of that adoption. */
    public static final String EVOLUTION_ID = "Evolution-Id";

    /** Trailer with the number of the version whose source the commit holds. */
    public static final String CODEC_VERSION = "Codec-Version";

    /** Trailer with the digest of the source the commit holds. */
    public static final String SOURCE_SHA256 = "Source-Sha256";

    /** Trailer with the number of the version that a rollback replaced. */
    public static final String ROLLBACK_OF = "Rollback-Of";

    /** Trailer with the name of the agent that committed, where several work on one branch. */
    public static final String AGENT = "Agent";

    static final String EVALUATOR = "Evaluator";
    static final String BD_RATE = "Bd-Rate";
    static final String HEADLINE_PSNR_Y = "Headline-Psnr-Y";
    static final String SEQUENCES = "Sequences";

    private static final String TITLE = "🤖 Autonomous Code Evolution - v";
    private static final String SEED_TITLE = "Seed codec - v";
    private static final String ROLLBACK_TITLE = "Codec rollback - ";

    private static final Pattern TITLE_VERSION = Pattern.compile("(?:" + Pattern.quote(TITLE) + "|"
            + Pattern.quote(SEED_TITLE) + "|" + Pattern.quote(ROLLBACK_TITLE) + "(?:v[0-9]{1,9} )?to v)([0-9]{1,9})");
    private static final Pattern PULL_REQUEST = Pattern.compile(" \\(#[0-9]{1,9}\\)$");
    private static final Pattern BITRATE = metric("Bitrate", "([0-9]{1,9}\\.[0-9]{2}) Mbps");
    private static final Pattern COMPRESSION = metric("Compression", "([0-9]{1,9}\\.[0-9]{2})x");
    private static final Pattern IMPROVEMENT = metric("Improvement", "(\\P{Cntrl}{1,200})");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CommitMessage() {}

    /**
     * The message of an evolution's commit.
     *
     * @param referencePsnrDb the PSNR-Y, in dB, at which bitrate and compression ratio are quoted; both are of the
     *     training sequences
     */
    public static String of(Evolution evolution, double referencePsnrDb) {
        return of(evolution, referencePsnrDb, null);
    }

    /**
     * As the other, with a trailer that says which agent it was.
     *
     * @param agent the name, or null to say nothing
     */
    public static String of(Evolution evolution, double referencePsnrDb, @Nullable AgentName agent) {
        Headline headline = evolution.evidence().training().headline(referencePsnrDb);
        StringBuilder message = new StringBuilder();
        message.append(evolution.isSeed() ? SEED_TITLE : TITLE)
                .append(evolution.version().number())
                .append("\n\n")
                .append(overview(evolution.version(), evolution.isSeed(), headline))
                .append("\n\nPerformance Metrics:\n")
                .append(format("  • Bitrate: %s\n", bitrate(headline)))
                .append(format("  • Compression: %s\n", compression(headline)));
        if (!evolution.isSeed()) {
            message.append("  • Improvement: ")
                    .append(Improvement.describe(evolution))
                    .append('\n');
        }
        message.append("\nTimestamp: ").append(timestamp(evolution.adoptedAt())).append('\n');
        if (!evolution.isSeed()) {
            message.append("Evolved by: LLM Autonomous System\n");
        }
        return message.append('\n')
                .append(block(trailers(evolution, referencePsnrDb, agent)))
                .toString();
    }

    /** The line below the title. */
    static String overview(EvolutionVersion version, boolean seed, Headline headline) {
        return (seed ? "Codec to evolve from" : "LLM evolved codec to " + version)
                + format(
                        " - %s Mbps, %.1fx compression",
                        brief(headline.bitrate().megabitsPerSecond()), headline.compressionRatio());
    }

    static String bitrate(Headline headline) {
        return format("%.2f Mbps", headline.bitrate().megabitsPerSecond());
    }

    static String compression(Headline headline) {
        return format("%.2fx", headline.compressionRatio());
    }

    /**
     * The message of a commit that goes back to an earlier version.
     *
     * @param from the version that is replaced, or null if what is replaced is no version of ours
     * @param to the version to go back to
     * @param source its source
     * @param reason why, for a person; untrusted text
     */
    public static String ofRollback(
            @Nullable EvolutionVersion from, EvolutionVersion to, Sha256 source, String reason, Instant at) {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(CODEC_VERSION, Integer.toString(to.number())));
        trailers.add(new Trailer(SOURCE_SHA256, source.hex()));
        trailers.add(new Trailer(ROLLBACK_OF, from == null ? "unknown" : Integer.toString(from.number())));
        String title = ROLLBACK_TITLE + (from == null ? "" : from + " ") + "to " + to;
        return title + "\n\n" + ModelText.line(reason, 500) + "\n\nTimestamp: " + timestamp(at) + "\n\n"
                + block(trailers);
    }

    /** The trailers by which a commit is known for that of {@code evolution}, a line each. */
    static String identity(Evolution evolution) {
        return block(identifying(evolution));
    }

    /** The trailer by which the commit of {@code id} is found. */
    public static Trailer trailer(EvolutionId id) {
        return new Trailer(EVOLUTION_ID, id.value());
    }

    /**
     * Reads back what a commit of ours says.
     *
     * @return empty if it is not one of ours, or only looks like one: a trailer is missing, malformed, given twice or
     *     disagrees with a title that names a version as ours do
     */
    public static Optional<RecordedEvolution> read(CommitSummary commit) {
        List<Trailer> trailers = Trailer.in(commit.message());
        Optional<EvolutionVersion> version = only(trailers, CODEC_VERSION).flatMap(CommitMessage::version);
        Optional<Sha256> source = only(trailers, SOURCE_SHA256).flatMap(value -> parsed(value, Sha256::new));
        Optional<EvolutionId> id = only(trailers, EVOLUTION_ID).flatMap(value -> parsed(value, EvolutionId::new));
        Optional<EvolutionVersion> rollbackOf = only(trailers, ROLLBACK_OF).flatMap(CommitMessage::version);
        boolean evolution = id.isPresent() && count(trailers, ROLLBACK_OF) == 0;
        boolean rollback = count(trailers, ROLLBACK_OF) == 1 && count(trailers, EVOLUTION_ID) == 0;
        if (version.isEmpty() || source.isEmpty() || evolution == rollback || !titleAgrees(commit, version.get())) {
            return Optional.empty();
        }
        return Optional.of(new RecordedEvolution(
                commit.id(),
                version.get(),
                source.get(),
                id.orElse(null),
                rollbackOf.orElse(null),
                number(BITRATE, commit.message()),
                number(COMPRESSION, commit.message()),
                text(IMPROVEMENT, commit.message()),
                commit.committer().when().toInstant(),
                only(trailers, AGENT).map(name -> ModelText.line(name, 40)).orElse(null)));
    }

    /** Whether the commit calls itself that of a seed, which nothing came before. */
    public static boolean isSeed(CommitSummary commit) {
        return commit.title().startsWith(SEED_TITLE);
    }

    /** The title of a squashed pull request is in the words of whoever configured or merged it. */
    private static boolean titleAgrees(CommitSummary commit, EvolutionVersion version) {
        String title = PULL_REQUEST.matcher(commit.title().strip()).replaceFirst("");
        Matcher ours = TITLE_VERSION.matcher(title);
        return !ours.matches() || ours.group(1).equals(Integer.toString(version.number()));
    }

    private static List<Trailer> identifying(Evolution evolution) {
        return List.of(
                trailer(evolution.id()),
                new Trailer(CODEC_VERSION, Integer.toString(evolution.version().number())),
                new Trailer(SOURCE_SHA256, evolution.source().sha256().hex()));
    }

    private static List<Trailer> trailers(Evolution evolution, double referencePsnrDb, @Nullable AgentName agent) {
        Evidence evidence = evolution.evidence();
        Evaluation training = evidence.training();
        List<Trailer> trailers = new ArrayList<>(identifying(evolution));
        if (agent != null) {
            trailers.add(new Trailer(AGENT, agent.value()));
        }
        trailers.add(new Trailer(
                EVALUATOR,
                ModelText.line(training.evaluator().name(), 200) + "; settings "
                        + ModelText.line(training.evaluator().settings(), 100)));
        trailers.add(
                new Trailer("Containment", training.evaluator().level().name().toLowerCase(Locale.ROOT)));
        String bdRate = bdRates(evidence.trainingComparison(), evidence.heldOutComparison());
        if (!bdRate.isEmpty()) {
            trailers.add(new Trailer(BD_RATE, bdRate));
        }
        trailers.add(new Trailer(HEADLINE_PSNR_Y, format("%.1f dB", referencePsnrDb)));
        trailers.add(new Trailer(
                SEQUENCES, "training " + sequences(training) + "; held out " + sequences(evidence.heldOut())));
        return trailers;
    }

    static String bdRates(@Nullable Comparison training, @Nullable Comparison heldOut) {
        List<String> rates = new ArrayList<>();
        addRate(rates, "held-out", heldOut);
        addRate(rates, "training", training);
        return String.join(", ", rates);
    }

    private static void addRate(List<String> rates, String name, @Nullable Comparison comparison) {
        if (comparison != null) {
            rates.add(format("%s %+.2f %%", name, comparison.meanBdRatePercent()));
        }
    }

    private static String sequences(Evaluation evaluation) {
        List<String> names = new ArrayList<>();
        for (SequenceEvaluation sequence : evaluation.sequences()) {
            names.add(ModelText.line(sequence.sequence().name(), 60) + " "
                    + sequence.sequence().sha256().shortHex());
        }
        return String.join(", ", names);
    }

    private static String block(List<Trailer> trailers) {
        StringBuilder block = new StringBuilder();
        trailers.forEach(trailer -> block.append(trailer.line()).append('\n'));
        return block.toString();
    }

    private static String timestamp(Instant at) {
        return TIMESTAMP.format(at);
    }

    /** One decimal, as in the description of a commit; two significant digits below 1. */
    private static String brief(double mbps) {
        if (mbps >= 0.95) {
            return format("%.1f", mbps);
        }
        int decimals = 1 - (int) Math.floor(Math.log10(mbps));
        return format("%." + Math.min(decimals, 9) + "f", mbps);
    }

    private static long count(List<Trailer> trailers, String name) {
        return trailers.stream().filter(trailer -> trailer.name().equals(name)).count();
    }

    static Optional<String> only(List<Trailer> trailers, String name) {
        return count(trailers, name) != 1
                ? Optional.empty()
                : trailers.stream()
                        .filter(trailer -> trailer.name().equals(name))
                        .map(Trailer::value)
                        .findFirst();
    }

    private static Optional<EvolutionVersion> version(String value) {
        return VERSION.matcher(value).matches()
                ? Optional.of(new EvolutionVersion(Integer.parseInt(value)))
                : Optional.empty();
    }

    private static <T> Optional<T> parsed(String value, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Pattern metric(String name, String value) {
        return Pattern.compile("(?m)^  • " + name + ": " + value + "$");
    }

    private static @Nullable Double number(Pattern pattern, String message) {
        String value = text(pattern, message);
        return value == null ? null : Double.valueOf(value);
    }

    private static @Nullable String text(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
