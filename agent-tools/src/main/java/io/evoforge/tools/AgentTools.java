package io.evoforge.tools;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.engine.EngineException;
import io.evoforge.engine.RunLimits;
import io.evoforge.tools.ToolRefusal.Reason;
import io.evoforge.tools.run.CandidateView;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.hosting.RequestLimits;
import io.evoforge.vcs.message.RecordedEvolution;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations of Evoforge for agents and people: each with typed arguments and a typed answer, the same whether it is
 * called from Java, by a LangChain4j agent, over MCP, in chat, on the dashboard or on the command line.
 *
 * <p>A caller chooses what to do, never where or how: repository, branch, strategy, box and thresholds are configuration,
 * and so is which operations are allowed. Nothing is ever forced. No answer holds a secret or a result on a held-out
 * sequence.
 *
 * <p>Safe for use by several threads; operations that write go one after the other.
 */
public final class AgentTools {
    /** Longest source that is taken, in characters. */
    public static final int LONGEST_SOURCE = 400_000;

    /** Longest summary or reason that is taken, in characters. */
    public static final int LONGEST_TEXT = 2_000;

    /** Most versions that are listed. */
    public static final int MOST_EVOLUTIONS = 100;

    private final ToolContext context;
    private final Set<ToolRight> rights;
    private final Publishing publishing;
    private final Object writing = new Object();

    /** Tools on {@code context} that may do what {@code rights} say. */
    public AgentTools(ToolContext context, Set<ToolRight> rights) {
        this.context = context;
        this.rights = Set.copyOf(rights);
        this.publishing = new Publishing(context);
    }

    /** What these tools may do. */
    public Set<ToolRight> rights() {
        return rights;
    }

    /** How the repository stands. */
    public ToolResult<RepositoryReport> repositoryStatus() {
        return reading(() -> {
            RunView run = context.run().refresh();
            RepositoryStatus status = context.publisher().get().status();
            RequestLimits limits = context.requestLimits();
            List<RepositoryReport.Pending> pending = run.pending().stream()
                    .map(evolution -> pending(run, evolution))
                    .toList();
            EvolutionVersion written = run.champion().map(Evolution::version).orElse(EvolutionVersion.SEED);
            return ToolResult.done(new RepositoryReport(
                    status.branch(),
                    lastCommit(status),
                    status.totalCommits(),
                    status.commitsInLastDay(),
                    status.unpublished().size(),
                    pending,
                    List.copyOf(context.settings().paths().of(written)),
                    status.latestEvolutions().stream().map(this::committed).toList(),
                    limits == null ? null : limits.budget()));
        });
    }

    /**
     * The latest adopted versions of the run, newest first.
     *
     * @param limit how many at most, 1 to {@link #MOST_EVOLUTIONS}
     */
    public ToolResult<List<EvolutionLine>> latestEvolutions(int limit) {
        return reading(() -> {
            if (limit < 1 || limit > MOST_EVOLUTIONS) {
                return ToolResult.refused(
                        Reason.INVALID_ARGUMENT,
                        "The number of versions was " + limit + "; ask for 1 to " + MOST_EVOLUTIONS + ".");
            }
            RunView run = context.run().refresh();
            List<Evolution> newestFirst = new ArrayList<>(run.adopted());
            Collections.reverse(newestFirst);
            return ToolResult.done(newestFirst.stream()
                    .limit(limit)
                    .map(evolution -> line(run, evolution))
                    .toList());
        });
    }

    /** A version of the run with its evidence. */
    public ToolResult<EvolutionDetails> showEvolution(EvolutionVersion version) {
        return reading(() -> {
            RunView run = context.run().refresh();
            return run.version(version)
                    .map(evolution -> ToolResult.done(details(run, evolution)))
                    .orElseGet(() -> ToolResult.refused(Reason.NOT_FOUND, noSuchVersion(run, version)));
        });
    }

    /** How far the run is. */
    public ToolResult<RunStatus> runStatus() {
        return reading(() -> ToolResult.done(status()));
    }

    /** Measures {@code source} on the training sequences and compares it with the champion. Nothing is kept. */
    public ToolResult<MeasurementReport> evaluate(SourceCode source) {
        return guarded(ToolRight.EVALUATE, () -> {
            Optional<ToolResult<MeasurementReport>> fault = faultOf(source);
            if (fault.isPresent()) {
                return fault.get();
            }
            Optional<Evaluation> champion = context.run()
                    .refresh()
                    .champion()
                    .map(evolution -> evolution.evidence().training());
            return ToolResult.done(new Measuring(context.evaluator().get(), context.gate(), quotedPsnrDb())
                    .measure(source, SequenceGroup.TRAINING, champion));
        });
    }

    /**
     * Puts {@code source} through the whole gate as a candidate of the run. If it is better than the champion, on the
     * held-out sequences too, it is adopted and published as configured.
     *
     * @param summary one line about what it changes; becomes part of the commit message
     */
    public ToolResult<ProposalReport> propose(SourceCode source, String summary) {
        return guarded(ToolRight.PROPOSE, () -> {
            Optional<ToolResult<ProposalReport>> fault = faultOf(source);
            if (fault.isPresent()) {
                return fault.get();
            }
            if (summary.isBlank() || summary.length() > LONGEST_TEXT) {
                return ToolResult.refused(
                        Reason.INVALID_ARGUMENT,
                        "The summary had " + summary.length() + " characters; say in one line what was changed.");
            }
            synchronized (writing) {
                long number = context.control().propose(source, summary);
                RunView run = context.run().refresh();
                return run.candidate(number)
                        .map(candidate -> ToolResult.done(proposal(run, candidate)))
                        .orElseGet(() -> ToolResult.refused(
                                Reason.FAILED, "Candidate " + number + " is not in the run's journal."));
            }
        });
    }

    /** Makes the commits of every adopted version that has none, without pushing them where the strategy allows that. */
    public ToolResult<CommitReport> commit() {
        return writing(ToolRight.PUBLISH, publishing::commit);
    }

    /** Brings every adopted version that is not published where the configured strategy wants it, oldest first. */
    public ToolResult<CommitReport> commitAndPush() {
        return writing(ToolRight.PUBLISH, publishing::commitAndPush);
    }

    /** Brings every commit made here to the remote branch. */
    public ToolResult<PushReport> push() {
        return writing(ToolRight.PUBLISH, publishing::push);
    }

    /** Opens a pull request for the newest version, or finds the one that is open. */
    public ToolResult<PullRequestReport> openPullRequest() {
        return writing(ToolRight.PUBLISH, publishing::openPullRequest);
    }

    /**
     * Goes back to the source of {@code version} with a new commit; the history stays.
     *
     * @param reason why, for a person
     */
    public ToolResult<CommitReport> rollback(EvolutionVersion version, String reason) {
        return writing(ToolRight.ROLLBACK, () -> {
            if (reason.isBlank() || reason.length() > LONGEST_TEXT) {
                return ToolResult.refused(
                        Reason.INVALID_ARGUMENT,
                        "The reason had " + reason.length() + " characters; say in one line why.");
            }
            return publishing.rollback(version, reason);
        });
    }

    /** Asks the run to finish what is under way and to stop then. */
    public ToolResult<RunStatus> pause() {
        return guarded(
                ToolRight.CONTROL,
                () -> context.control().pause()
                        ? ToolResult.done(status())
                        : ToolResult.refused(
                                Reason.NOTHING_TO_DO, "No run works in this process, so there is nothing to pause."));
    }

    /** Begins the run, or goes on with it, in the background, within the configured limits. */
    public ToolResult<RunStatus> resume() {
        return guarded(
                ToolRight.CONTROL,
                () -> context.control().resume()
                        ? ToolResult.done(status())
                        : ToolResult.refused(Reason.NOTHING_TO_DO, "The run works already."));
    }

    // ---- what the answers are made of

    private RunStatus status() {
        RunView run = context.run().refresh();
        Optional<RunEvent.Started> started = run.started();
        Optional<RunLimits> limits = context.control().limits();
        return new RunStatus(
                context.control().activity(),
                started.map(RunEvent.Started::run).orElse(null),
                started.map(RunEvent.Started::proposer).orElse(null),
                started.map(event -> event.evaluator().name()).orElse(null),
                started.map(event -> event.evaluator().level()).orElse(null),
                run.decided(),
                run.improvements(),
                run.champion().map(Evolution::version).orElse(null),
                run.pending().size(),
                run.calls(),
                run.microdollars(),
                limits.map(RunLimits::microdollars)
                        .filter(value -> value != Long.MAX_VALUE)
                        .orElse(null),
                limits.map(RunLimits::candidates)
                        .filter(value -> value != Long.MAX_VALUE)
                        .orElse(null),
                run.lastEventAt().orElse(null),
                context.control().note().orElse(null));
    }

    private static RepositoryReport.Pending pending(RunView run, Evolution evolution) {
        Optional<RunEvent.PublicationDelayed> delay = run.delay(evolution.version());
        return new RepositoryReport.Pending(
                evolution.version(),
                delay.map(RunEvent.PublicationDelayed::reason).orElse(null),
                delay.map(RunEvent.PublicationDelayed::nextTry).orElse(null));
    }

    private RepositoryReport.@Nullable LastCommit lastCommit(RepositoryStatus status) {
        CommitSummary last = status.lastCommit();
        if (last == null) {
            return null;
        }
        EvolutionVersion version = status.latestEvolutions().stream()
                .filter(recorded -> recorded.commit().equals(last.id()))
                .map(RecordedEvolution::version)
                .findFirst()
                .orElse(null);
        return new RepositoryReport.LastCommit(
                last.id(), last.title(), version, last.committer().when().toInstant(), url(last.id()));
    }

    private RepositoryReport.Committed committed(RecordedEvolution recorded) {
        return new RepositoryReport.Committed(
                recorded.version(),
                recorded.commit(),
                url(recorded.commit()),
                recorded.bitrateMbps(),
                recorded.compressionRatio(),
                recorded.improvement(),
                recorded.rollbackOf(),
                recorded.committedAt());
    }

    private EvolutionLine line(RunView run, Evolution evolution) {
        Headline headline = evolution.evidence().training().headline(quotedPsnrDb());
        Comparison comparison = evolution.evidence().trainingComparison();
        CommitId commit = run.commit(evolution.version()).orElse(null);
        return new EvolutionLine(
                evolution.version(),
                evolution.summary(),
                headline.bitrate().megabitsPerSecond(),
                headline.compressionRatio(),
                comparison == null ? null : comparison.meanBdRatePercent(),
                evolution.adoptedAt(),
                commit,
                commit == null ? null : url(commit));
    }

    private EvolutionDetails details(RunView run, Evolution evolution) {
        return new EvolutionDetails(
                line(run, evolution),
                evolution.id(),
                evolution.source().sha256(),
                evolution.source(),
                evolution.evidence().proposer(),
                evolution.evidence().candidate(),
                evolution.evidence().training().evaluator().name(),
                evolution.evidence().training().sequences());
    }

    private ProposalReport proposal(RunView run, CandidateView candidate) {
        Decision decision = candidate.decision();
        EvolutionVersion adopted = candidate.adoptedAs();
        CommitId commit = adopted == null ? null : run.commit(adopted).orElse(null);
        Comparison training = decision == null ? null : decision.training();
        return new ProposalReport(
                candidate.number(),
                decision == null ? Decision.Verdict.INDECISIVE : decision.verdict(),
                reasonWithoutHeldOut(candidate),
                training == null ? null : training.meanBdRatePercent(),
                adopted,
                commit,
                commit == null ? null : url(commit));
    }

    private static String reasonWithoutHeldOut(CandidateView candidate) {
        Decision decision = candidate.decision();
        if (decision == null) {
            return "The run stopped before it was decided; resume it to find out.";
        }
        Comparison training = decision.training();
        if (!candidate.metHeldOut() || training == null) {
            return decision.reason();
        }
        return String.format(
                Locale.ROOT,
                "BD-rate %+.2f %% on the training sequences, %s on the held-out ones",
                training.meanBdRatePercent(),
                decision.verdict() == Decision.Verdict.ADOPT ? "confirmed" : "not confirmed");
    }

    private static String noSuchVersion(RunView run, EvolutionVersion version) {
        return run.champion()
                .map(champion ->
                        "There is no " + version + " in this run; its versions end with " + champion.version() + ".")
                .orElse("There is no " + version + ", because no run was begun yet. Begin one with `evoforge evolve`.");
    }

    private double quotedPsnrDb() {
        return context.settings().referencePsnrDb();
    }

    private @Nullable URI url(CommitId commit) {
        return publishing.url(commit);
    }

    // ---- who may, and what goes wrong

    private static <T> Optional<ToolResult<T>> faultOf(SourceCode source) {
        int length = source.text().length();
        return length <= LONGEST_SOURCE && !source.text().isBlank()
                ? Optional.empty()
                : Optional.of(ToolResult.refused(
                        Reason.INVALID_ARGUMENT,
                        "The source had " + length + " characters; send a whole Java file of 1 to " + LONGEST_SOURCE
                                + "."));
    }

    private <T> ToolResult<T> reading(Supplier<ToolResult<T>> work) {
        return guarded(ToolRight.READ, work);
    }

    private <T> ToolResult<T> writing(ToolRight right, Supplier<ToolResult<T>> work) {
        return guarded(right, () -> {
            synchronized (writing) {
                return work.get();
            }
        });
    }

    private <T> ToolResult<T> guarded(ToolRight right, Supplier<ToolResult<T>> work) {
        if (!rights.contains(right)) {
            return ToolResult.refused(
                    Reason.NOT_ALLOWED,
                    "The configuration does not allow '" + right.configurationName()
                            + "' here. Whoever runs Evoforge can add it to tools.rights.");
        }
        try {
            return work.get();
        } catch (EngineException e) {
            return Refusals.of(e);
        } catch (RuntimeException e) {
            return Refusals.<T>of(e).orElseThrow(() -> e);
        }
    }
}
