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
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.LineDiff;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.dashboard.port.AnchorShelf;
import io.evoforge.engine.reply.ReplyParser;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
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

    private final double referencePsnrDb;
    private final @Nullable URI webUrl;
    private final Clock clock;
    private final RunLog log = new RunLog();
    private final TextShelf texts = new TextShelf();
    private final TreeMap<Long, CandidateRecord> candidates = new TreeMap<>();
    private final TreeMap<EvolutionVersion, Evolution> versions = new TreeMap<>();
    private final Map<EvolutionVersion, CommitId> commits = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.PublicationDelayed> delays = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.Withdrawn> withdrawals = new HashMap<>();
    private final Map<CandidateState, Long> counts = new EnumMap<>(CandidateState.class);
    private final Deque<Instant> publications = new ArrayDeque<>();

    /** Which candidate a source was first; 0 is the source the run began with. */
    private final Map<Sha256, Long> firstWith = new HashMap<>();

    private final Map<Sha256, EvolutionVersion> versionOf = new HashMap<>();
    private final Map<Sha256, Evaluation> trainingOf = new HashMap<>();

    private RunEvent.@Nullable Started started;
    private long position;
    private long calls;
    private long inputTokens;
    private long outputTokens;
    private long microdollars;

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
        position++;
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Planned e) {
            planned(e);
        } else if (event instanceof RunEvent.Replied e) {
            replied(e);
        } else if (event instanceof RunEvent.Unusable e) {
            find(e.candidate()).ifPresent(candidate -> candidate.faults.add(e.reason()));
        } else if (event instanceof RunEvent.Evaluated e) {
            evaluated(e);
        } else if (event instanceof RunEvent.Decided e) {
            find(e.candidate()).ifPresent(candidate -> {
                candidate.decision = e.decision();
                candidate.decidedAt = e.at();
                count(candidate);
            });
        } else if (event instanceof RunEvent.Adopted e) {
            adopted(e.evolution());
        } else if (event instanceof RunEvent.Published e) {
            commits.put(e.version(), e.commit());
            delays.remove(e.version());
            publications.add(e.at());
        } else if (event instanceof RunEvent.PublicationDelayed e) {
            delays.put(e.version(), e);
        } else if (event instanceof RunEvent.Withdrawn e) {
            versions.keySet().stream().filter(e::concerns).forEach(version -> {
                withdrawals.put(version, e);
                delays.remove(version);
            });
        } else if (event instanceof RunEvent.Reviewed e) {
            spend(e.reply().usage());
        } else if (event instanceof RunEvent.ReviewFailed e) {
            spend(e.spent());
        } else if (event instanceof RunEvent.Overtaken e) {
            // The repository gives these numbers to other versions.
            e.overtaken().forEach(version -> {
                versions.remove(version);
                delays.remove(version);
            });
        }
        log.add(position, event, this::summaryOf);
    }

    private void planned(RunEvent.Planned event) {
        texts.put(event.parent().sha256(), event.parent().text());
        CandidateRecord before = candidates.put(event.candidate(), new CandidateRecord(event));
        if (before == null) {
            counts.merge(CandidateState.ASKED, 1L, Long::sum);
        } else {
            count(before, CandidateState.ASKED); // planned again: its proposer was not there any more
        }
    }

    private void replied(RunEvent.Replied event) {
        calls++;
        spend(event.reply().usage());
        find(event.candidate()).ifPresent(candidate -> {
            String text = event.reply().text();
            candidate.summary = ReplyParser.summary(text);
            candidate.model = event.reply().model();
            candidate.microdollars += event.reply().usage().microdollars();
            candidate.reply = Sha256.of(text);
            texts.put(candidate.reply, text);
        });
    }

    private void spend(TokenUsage usage) {
        inputTokens += usage.inputTokens();
        outputTokens += usage.outputTokens();
        microdollars += usage.microdollars();
    }

    private void evaluated(RunEvent.Evaluated event) {
        SourceCode source = event.source();
        texts.put(source.sha256(), source.text());
        firstWith.putIfAbsent(source.sha256(), event.candidate());
        if (event.group() == SequenceGroup.TRAINING && event.outcome() instanceof EvaluationOutcome.Measured measured) {
            trainingOf.put(source.sha256(), measured.evaluation());
        }
        find(event.candidate()).ifPresent(candidate -> {
            candidate.source = source.sha256();
            if (event.group() == SequenceGroup.TRAINING) {
                candidate.training = event.outcome();
            } else {
                candidate.heldOut = event.outcome();
            }
            count(candidate);
        });
    }

    private void adopted(Evolution evolution) {
        Sha256 source = evolution.source().sha256();
        texts.put(source, evolution.source().text());
        versions.put(evolution.version(), evolution);
        versionOf.put(source, evolution.version());
        firstWith.putIfAbsent(source, evolution.evidence().candidate());
        trainingOf.put(source, evolution.evidence().training());
        find(evolution.evidence().candidate()).ifPresent(candidate -> {
            candidate.version = evolution.version();
            candidate.source = source;
        });
    }

    private Optional<CandidateRecord> find(long number) {
        return Optional.ofNullable(candidates.get(number));
    }

    private void count(CandidateRecord candidate) {
        count(candidate, candidate.state());
    }

    private void count(CandidateRecord candidate, CandidateState now) {
        if (candidate.counted != now) {
            counts.merge(candidate.counted, -1L, Long::sum);
            counts.merge(now, 1L, Long::sum);
            candidate.counted = now;
        }
    }

    private String summaryOf(long candidate) {
        return find(candidate).map(one -> one.summary).orElse("");
    }

    /** How many events were taken. */
    public synchronized long position() {
        return position;
    }

    /** How many versions are known to be published. */
    public synchronized int published() {
        return commits.size();
    }

    /** The run in numbers. */
    public synchronized Totals totals() {
        Instant aDayAgo = clock.instant().minus(DAY);
        while (!publications.isEmpty() && publications.getFirst().isBefore(aDayAgo)) {
            publications.removeFirst();
        }
        RunEvent.Started begin = started;
        return new Totals(
                position,
                begin == null ? null : begin.run(),
                begin == null ? null : begin.proposer(),
                begin == null ? null : begin.evaluator().name(),
                begin == null ? null : begin.evaluator().level().name().toLowerCase(Locale.ROOT),
                begin == null ? null : begin.at(),
                candidates.size(),
                candidates.size() - of(CandidateState.ASKED) - of(CandidateState.MEASURED),
                of(CandidateState.ADOPTED),
                of(CandidateState.REJECTED),
                of(CandidateState.REFUSED),
                of(CandidateState.UNUSABLE),
                of(CandidateState.INDECISIVE),
                standing()
                        .reduce((before, after) -> after)
                        .map(evolution -> evolution.version().number())
                        .orElse(null),
                calls,
                inputTokens,
                outputTokens,
                microdollars,
                publications.size());
    }

    /** Versions that count, oldest first. */
    private Stream<Evolution> standing() {
        return versions.values().stream().filter(evolution -> !withdrawals.containsKey(evolution.version()));
    }

    private long of(CandidateState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** Adopted versions, oldest first. */
    public synchronized List<VersionRow> versions() {
        return versions.values().stream().map(this::row).toList();
    }

    private VersionRow row(Evolution evolution) {
        Headline training = evolution.evidence().training().headline(referencePsnrDb);
        Headline heldOut = evolution.evidence().heldOut().headline(referencePsnrDb);
        CommitId commit = commits.get(evolution.version());
        RunEvent.PublicationDelayed delay = delays.get(evolution.version());
        RunEvent.Withdrawn withdrawal = withdrawals.get(evolution.version());
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
        List<Evolution> standing = standing().toList();
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
            champion = standing().reduce((before, after) -> after);
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
        for (CandidateRecord candidate : candidates.descendingMap().values()) {
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

    private CandidateRow row(CandidateRecord candidate) {
        Long parent = firstWith.get(candidate.planned.parent());
        OptionalDouble bitrate = candidate.training instanceof EvaluationOutcome.Measured measured
                ? OptionalDouble.of(measured.evaluation()
                        .headline(referencePsnrDb)
                        .bitrate()
                        .megabitsPerSecond())
                : OptionalDouble.empty();
        EvolutionVersion parentVersion = versionOf.get(candidate.planned.parent());
        return new CandidateRow(
                candidate.planned.number(),
                candidate.state(),
                candidate.summary,
                candidate.reason(),
                label(candidate.planned.parent()),
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

    private String label(Sha256 source) {
        EvolutionVersion version = versionOf.get(source);
        return version != null ? version.toString() : "#" + firstWith.getOrDefault(source, 0L);
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
            CandidateRecord candidate = candidates.get(number);
            if (candidate == null) {
                return Optional.empty();
            }
            row = row(candidate);
            kept = candidate.texts();
            curves = curves(candidate);
            before = texts.get(candidate.planned.parent());
            source = candidate.source == null ? null : texts.get(candidate.source);
            reply = candidate.reply == null ? null : texts.get(candidate.reply);
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
        Evaluation parent = trainingOf.get(candidate.planned.parent());
        if (parent != null) {
            curves.addAll(Curve.of(label(candidate.planned.parent()), parent));
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
            return Optional.ofNullable(versions.get(new EvolutionVersion(version)))
                    .map(Evolution::source);
        }
        return candidate == null
                ? Optional.empty()
                : find(candidate).map(one -> one.source).map(key -> new SourceCode(texts.get(key)));
    }

    /** Candidates by what they were to improve, newest parent first. */
    public synchronized List<LineageGroup> lineage() {
        Map<Sha256, LineageBuilder> groups = new LinkedHashMap<>();
        for (Evolution evolution : versions.values()) {
            groups.put(evolution.source().sha256(), new LineageBuilder());
        }
        for (CandidateRecord candidate : candidates.values()) {
            groups.computeIfAbsent(candidate.planned.parent(), parent -> new LineageBuilder())
                    .add(candidate.dot());
        }
        List<LineageGroup> newestFirst = new ArrayList<>();
        groups.forEach((parent, group) -> {
            EvolutionVersion version = versionOf.get(parent);
            newestFirst.add(
                    0,
                    group.build(
                            label(parent),
                            version == null ? null : version.number(),
                            firstWith.getOrDefault(parent, 0L)));
        });
        newestFirst.sort((one, other) -> Integer.compare(versionOrZero(other), versionOrZero(one)));
        return newestFirst.subList(0, Math.min(GROUPS, newestFirst.size()));
    }

    private static int versionOrZero(LineageGroup group) {
        return group.version() == null ? 0 : group.version();
    }

    /** Events in sentences: at most {@code limit} after the first {@code position} events, oldest first. */
    public synchronized List<LogLine> logAfter(long after, int limit) {
        return log.after(after, limit);
    }

    /** Events in sentences: at most {@code limit} before the event number {@code position}, oldest first. */
    public synchronized List<LogLine> logBefore(long before, int limit) {
        return log.before(before, limit);
    }
}
