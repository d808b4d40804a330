package io.evoforge.dashboard.model;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.source.LineDiff;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.dashboard.port.AnchorShelf;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as the page shows it, folded from its events one by one. Keeps a few kilobytes for each candidate.
 *
 * <p>Safe for use by several threads; what it returns does not change any more.
 */
public final class RunModel {
    /** Dots of one parent that are listed; the counts are over all. */
    static final int DOTS = 240;

    private static final int GROUPS = 200;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final double referencePsnrDb;
    private final @Nullable URI webUrl;
    private final Clock clock;
    private final RunFold fold = new RunFold();

    /**
     * A model of no events yet.
     *
     * @param referencePsnrDb PSNR-Y at which one bitrate is read off a curve
     * @param webUrl the repository's page, below which commits have theirs, or null if the host has none
     */
    public RunModel(double referencePsnrDb, @Nullable URI webUrl, Clock clock) {
        this.referencePsnrDb = referencePsnrDb;
        this.webUrl = webUrl;
        this.clock = clock;
    }

    /** Takes the next event of the run. */
    public synchronized void apply(RunEvent event) {
        fold.apply(event);
    }

    /** How many events were taken. */
    public synchronized long position() {
        return fold.position;
    }

    /** How many versions are known to be published. */
    public synchronized int published() {
        return fold.versions.published();
    }

    /** The run in numbers. */
    public synchronized Totals totals() {
        Instant now = clock.instant();
        RunEvent.Started begin = fold.started;
        return new Totals(
                fold.position,
                begin == null ? null : begin.run(),
                begin == null ? null : begin.proposer(),
                begin == null ? null : begin.evaluator().name(),
                begin == null ? null : begin.evaluator().level().name().toLowerCase(Locale.ROOT),
                begin == null ? null : begin.at(),
                fold.candidates.size(),
                fold.candidates.size() - fold.count(CandidateState.ASKED) - fold.count(CandidateState.MEASURED),
                fold.count(CandidateState.ADOPTED),
                fold.count(CandidateState.REJECTED),
                fold.count(CandidateState.REFUSED),
                fold.count(CandidateState.UNUSABLE),
                fold.count(CandidateState.INDECISIVE),
                fold.versions
                        .champion()
                        .map(evolution -> evolution.version().number())
                        .orElse(null),
                fold.spending.calls(),
                fold.spending.total().inputTokens(),
                fold.spending.total().outputTokens(),
                fold.spending.total().microdollars(),
                RunFold.since(now.minus(DAY), fold.publications),
                RunFold.since(now.minus(HOUR), fold.decisions),
                fold.lastEventAt);
    }

    /** Adopted versions, oldest first. */
    public synchronized List<VersionRow> versions() {
        return fold.versions.all().stream().map(this::row).toList();
    }

    private VersionRow row(Evolution evolution) {
        Headline training = evolution.evidence().training().headline(referencePsnrDb);
        Headline heldOut = evolution.evidence().heldOut().headline(referencePsnrDb);
        CommitId commit = fold.versions.commit(evolution.version()).orElse(null);
        RunEvent.PublicationDelayed delay =
                fold.versions.delay(evolution.version()).orElse(null);
        RunEvent.Withdrawn withdrawal =
                fold.versions.withdrawal(evolution.version()).orElse(null);
        return new VersionRow(
                evolution.version().number(),
                evolution.evidence().candidate(),
                evolution.summary(),
                training.bitrate().megabitsPerSecond(),
                training.compressionRatio(),
                heldOut.bitrate().megabitsPerSecond(),
                mean(evolution.evidence().trainingComparison()),
                mean(evolution.evidence().heldOutComparison()),
                evolution.adoptedAt(),
                commit == null ? null : commit.hex(),
                commit == null ? null : commitUrl(commit.hex()),
                withdrawal != null ? "withdrawn: " + withdrawal.reason() : delay == null ? null : delay.reason(),
                delay == null ? null : delay.nextTry(),
                withdrawal != null);
    }

    /** The page of a commit, or null if the host is not known to have pages. */
    public @Nullable String commitUrl(String commit) {
        return webUrl == null ? null : webUrl.toString().replaceFirst("/+$", "") + "/commit/" + commit;
    }

    /** Curves of the champion, the version before it, and the first. */
    public synchronized List<Curve> curves() {
        List<Evolution> standing = fold.versions.standing();
        Map<EvolutionVersion, Evolution> shown = new LinkedHashMap<>();
        standing.stream().limit(1).forEach(first -> shown.put(first.version(), first));
        standing.stream()
                .skip(Math.max(0, standing.size() - 2))
                .forEach(evolution -> shown.put(evolution.version(), evolution));
        List<Curve> curves = new ArrayList<>();
        shown.forEach((version, evolution) -> {
            curves.addAll(Curve.of(version.toString(), evolution.evidence().training()));
            curves.addAll(Curve.of(version.toString(), evolution.evidence().heldOut()));
        });
        return curves;
    }

    /** What established codecs did on the sequences of the champion. */
    public List<AnchorLine> anchors(AnchorShelf shelf) {
        Optional<Evolution> champion;
        synchronized (this) {
            champion = fold.versions.champion();
        }
        return champion.stream()
                .flatMap(evolution -> Stream.of(
                        evolution.evidence().training(), evolution.evidence().heldOut()))
                .flatMap(evaluation -> evaluation.sequences().stream()
                        .flatMap(sequence -> shelf.of(sequence.sequence()).stream()
                                .map(anchor -> line(evaluation.group(), sequence.sequence(), anchor))))
                .toList();
    }

    private static AnchorLine line(SequenceGroup group, SequenceInfo sequence, AnchorShelf.Measured anchor) {
        return new AnchorLine(
                anchor.title(),
                group.name().toLowerCase(Locale.ROOT),
                sequence.name(),
                anchor.curve().points().stream()
                        .map(point -> new AnchorLine.Point(point.bitrate().megabitsPerSecond(), point.psnrDb()))
                        .toList());
    }

    /**
     * Candidates, newest first.
     *
     * @param state only these, or all if null
     * @param search only those whose summary, reason, or number holds this text in any case; empty for all
     * @param before only those with a lower number
     * @param limit how many at most
     */
    public synchronized CandidatePage candidates(
            @Nullable CandidateState state, String search, long before, int limit) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        List<CandidateRow> rows = new ArrayList<>();
        long total = 0;
        Long next = null;
        for (CandidateRecord candidate : fold.candidates.descendingMap().values()) {
            if ((state != null && candidate.state() != state) || !candidate.mentions(wanted)) {
                continue;
            }
            total++;
            if (candidate.planned.number() < before) {
                if (rows.size() < limit) {
                    rows.add(row(candidate));
                } else if (next == null) {
                    next = rows.get(rows.size() - 1).number();
                }
            }
        }
        return new CandidatePage(total, rows, next);
    }

    /** The newest candidates that are not decided yet, at most {@code limit}, oldest first. */
    public synchronized List<CandidateRow> underWay(int limit) {
        return fold.candidates.descendingMap().values().stream()
                .filter(candidate -> candidate.decision == null)
                .limit(limit)
                .map(this::row)
                .sorted(Comparator.comparingLong(CandidateRow::number))
                .toList();
    }

    private CandidateRow row(CandidateRecord candidate) {
        Long parent = fold.firstWith.get(candidate.planned.parent());
        OptionalDouble bitrate = candidate.training instanceof EvaluationOutcome.Measured measured
                ? OptionalDouble.of(measured.evaluation()
                        .headline(referencePsnrDb)
                        .bitrate()
                        .megabitsPerSecond())
                : OptionalDouble.empty();
        EvolutionVersion parentVersion = fold.versionOf.get(candidate.planned.parent());
        return new CandidateRow(
                candidate.planned.number(),
                candidate.state(),
                candidate.summary,
                candidate.reason(),
                fold.label(candidate.planned.parent()),
                parentVersion != null ? null : parent,
                candidate.planned.proposer(),
                candidate.planned.approach(),
                candidate.stage(),
                candidate.decision == null ? null : mean(candidate.decision.training()),
                candidate.decision == null ? null : mean(candidate.decision.heldOut()),
                bitrate.isPresent() ? bitrate.getAsDouble() : null,
                candidate.version == null ? null : candidate.version.number(),
                candidate.microdollars,
                candidate.planned.at(),
                candidate.decidedAt);
    }

    private static @Nullable Double mean(@Nullable Comparison comparison) {
        return comparison == null ? null : comparison.meanBdRatePercent();
    }

    /** Everything about the candidate with this number; empty if there is none. */
    public Optional<CandidateDetail> candidate(long number) {
        CandidateRow row;
        CandidateRecord.Texts kept;
        List<Curve> curves;
        String before;
        String source;
        String reply;
        synchronized (this) {
            CandidateRecord candidate = fold.candidates.get(number);
            if (candidate == null) {
                return Optional.empty();
            }
            row = row(candidate);
            kept = candidate.texts();
            curves = curves(candidate);
            before = fold.texts.get(candidate.planned.parent());
            source = candidate.source == null ? null : fold.texts.get(candidate.source);
            reply = candidate.reply == null ? null : fold.texts.get(candidate.reply);
        }
        return Optional.of(new CandidateDetail(
                row,
                kept.faults(),
                kept.diagnostics(),
                kept.training(),
                kept.heldOut(),
                curves,
                reply,
                kept.model(),
                source == null ? List.of() : LineDiff.between(before, source), // outside the lock: it may take long
                source));
    }

    private List<Curve> curves(CandidateRecord candidate) {
        List<Curve> curves = new ArrayList<>();
        Evaluation parent = fold.trainingOf.get(candidate.planned.parent());
        if (parent != null) {
            curves.addAll(Curve.of(fold.label(candidate.planned.parent()), parent));
        }
        if (candidate.training instanceof EvaluationOutcome.Measured measured) {
            String label = candidate.version != null ? candidate.version.toString() : "#" + candidate.planned.number();
            curves.addAll(Curve.of(label, measured.evaluation()));
        }
        return curves;
    }

    /** The source of the candidate with this number, or of the version, for whom the other is null. */
    public synchronized Optional<SourceCode> source(@Nullable Long candidate, @Nullable Integer version) {
        if (version != null) {
            return fold.versions.find(new EvolutionVersion(version)).map(Evolution::source);
        }
        return candidate == null
                ? Optional.empty()
                : fold.find(candidate).map(one -> one.source).map(key -> new SourceCode(fold.texts.get(key)));
    }

    /** Candidates by what they were to improve, newest parent first. */
    public synchronized List<LineageGroup> lineage() {
        Map<Sha256, LineageBuilder> groups = new LinkedHashMap<>();
        for (Evolution evolution : fold.versions.all()) {
            groups.put(evolution.source().sha256(), new LineageBuilder());
        }
        for (CandidateRecord candidate : fold.candidates.values()) {
            groups.computeIfAbsent(candidate.planned.parent(), parent -> new LineageBuilder())
                    .add(candidate.dot());
        }
        List<LineageGroup> newestFirst = new ArrayList<>();
        groups.forEach((parent, group) -> {
            EvolutionVersion version = fold.versionOf.get(parent);
            newestFirst.add(
                    0,
                    group.build(
                            fold.label(parent),
                            version == null ? null : version.number(),
                            fold.firstWith.getOrDefault(parent, 0L)));
        });
        newestFirst.sort((one, other) -> Integer.compare(versionOrZero(other), versionOrZero(one)));
        return newestFirst.subList(0, Math.min(GROUPS, newestFirst.size()));
    }

    private static int versionOrZero(LineageGroup group) {
        return group.version() == null ? 0 : group.version();
    }

    /** Events in sentences: at most {@code limit} after the first {@code position} events, oldest first. */
    public synchronized List<LogLine> logAfter(long after, int limit) {
        return fold.log.after(after, limit);
    }

    /** As {@link #logBefore}, but only what happens to versions, and how the run began. */
    public synchronized List<LogLine> milestonesBefore(long before, int limit) {
        return fold.log.milestonesBefore(before, limit);
    }

    /** Events in sentences: at most {@code limit} before the event number {@code position}, oldest first. */
    public synchronized List<LogLine> logBefore(long before, int limit) {
        return fold.log.before(before, limit);
    }
}
