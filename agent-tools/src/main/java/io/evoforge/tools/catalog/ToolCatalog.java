package io.evoforge.tools.catalog;

import static io.evoforge.tools.catalog.ToolDefinition.Effect.ADDS;
import static io.evoforge.tools.catalog.ToolDefinition.Effect.READS;
import static io.evoforge.tools.catalog.ToolDefinition.Effect.REPLACES;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.CommitReport;
import io.evoforge.tools.EvolutionDetails;
import io.evoforge.tools.MeasurementReport;
import io.evoforge.tools.ProposalReport;
import io.evoforge.tools.PullRequestReport;
import io.evoforge.tools.PushReport;
import io.evoforge.tools.RepositoryReport;
import io.evoforge.tools.RunStatus;
import io.evoforge.tools.ToolResult;
import io.evoforge.tools.ToolRight;
import java.util.List;
import java.util.Optional;

/** Every tool by its name. Only tools that the configuration allows are in it. */
public final class ToolCatalog {
    private static final String VERSION = "Number of an adopted version, such as 3 for v3.";
    private static final String SOURCE =
            "A whole Java source file with one top-level class that implements io.evoforge.core.video.VideoCodec.";

    private final List<ToolDefinition> definitions;

    /** The tools that {@code tools} may carry out. */
    public ToolCatalog(AgentTools tools) {
        this.definitions = all(tools).stream()
                .filter(definition -> tools.rights().contains(definition.right()))
                .toList();
    }

    /** All of them, in a fixed order. */
    public List<ToolDefinition> definitions() {
        return definitions;
    }

    /** The tool with this name; empty if there is none, or it is not allowed. */
    public Optional<ToolDefinition> find(String name) {
        return definitions.stream()
                .filter(definition -> definition.name().equals(name))
                .findFirst();
    }

    private static List<ToolDefinition> all(AgentTools tools) {
        return List.of(
                new ToolDefinition(
                        "repository_status",
                        "Repository status",
                        "How the repository stands: branch, last commit, number of commits, commits in the last 24"
                                + " hours, what waits to be published and why, latest versions, what the host's limits leave.",
                        ToolRight.READ,
                        READS,
                        List.of(),
                        RepositoryReport.class,
                        arguments -> tools.repositoryStatus()),
                new ToolDefinition(
                        "latest_evolutions",
                        "Latest evolutions",
                        "The latest adopted versions of the codec, newest first, with bitrate, compression and"
                                + " BD-rate against the version before.",
                        ToolRight.READ,
                        READS,
                        List.of(ToolParameter.number("limit", "How many at most.", AgentTools.MOST_EVOLUTIONS)),
                        EvolutionList.class,
                        arguments -> tools.latestEvolutions(arguments.number("limit"))
                                .match(
                                        lines -> ToolResult.done(new EvolutionList(lines)),
                                        refusal -> ToolResult.refused(refusal.reason(), refusal.message()))),
                new ToolDefinition(
                        "show_evolution",
                        "Show an evolution",
                        "An adopted version with its source and its measurements.",
                        ToolRight.READ,
                        READS,
                        List.of(version()),
                        EvolutionDetails.class,
                        arguments -> tools.showEvolution(new EvolutionVersion(arguments.number("version")))),
                new ToolDefinition(
                        "run_status",
                        "Run status",
                        "How far the evolution is: whether it works, candidates decided and adopted, champion, spend"
                                + " against budget.",
                        ToolRight.READ,
                        READS,
                        List.of(),
                        RunStatus.class,
                        arguments -> tools.runStatus()),
                new ToolDefinition(
                        "evaluate_candidate",
                        "Evaluate a candidate",
                        "Compiles a source, runs it in the box on the training sequences and compares it with the"
                                + " champion. Keeps nothing. Takes seconds to minutes.",
                        ToolRight.EVALUATE,
                        READS,
                        List.of(ToolParameter.text("source", SOURCE, AgentTools.LONGEST_SOURCE)),
                        MeasurementReport.class,
                        arguments -> tools.evaluate(new SourceCode(arguments.text("source")))),
                new ToolDefinition(
                        "propose_candidate",
                        "Propose a candidate",
                        "Puts a source through the whole gate, held-out sequences included. If it is really better it"
                                + " becomes the champion and is committed as configured.",
                        ToolRight.PROPOSE,
                        ADDS,
                        List.of(
                                ToolParameter.text("source", SOURCE, AgentTools.LONGEST_SOURCE),
                                ToolParameter.text(
                                        "summary",
                                        "One line about what it changes; becomes part of the commit message.",
                                        AgentTools.LONGEST_TEXT)),
                        ProposalReport.class,
                        arguments ->
                                tools.propose(new SourceCode(arguments.text("source")), arguments.text("summary"))),
                new ToolDefinition(
                        "commit_latest",
                        "Commit the latest",
                        "Commits the adopted versions that have no commit yet, without pushing.",
                        ToolRight.PUBLISH,
                        ADDS,
                        List.of(),
                        CommitReport.class,
                        arguments -> tools.commit()),
                new ToolDefinition(
                        "commit_and_push_latest",
                        "Commit and push the latest",
                        "Commits the adopted versions that have no commit yet and brings them to the remote.",
                        ToolRight.PUBLISH,
                        ADDS,
                        List.of(),
                        CommitReport.class,
                        arguments -> tools.commitAndPush()),
                new ToolDefinition(
                        "push_commits",
                        "Push",
                        "Brings the commits made here to the remote branch. Never forces.",
                        ToolRight.PUBLISH,
                        ADDS,
                        List.of(),
                        PushReport.class,
                        arguments -> tools.push()),
                new ToolDefinition(
                        "open_pull_request",
                        "Open a pull request",
                        "Opens a pull request for the newest version, or finds the open one.",
                        ToolRight.PUBLISH,
                        ADDS,
                        List.of(),
                        PullRequestReport.class,
                        arguments -> tools.openPullRequest()),
                new ToolDefinition(
                        "rollback",
                        "Roll back",
                        "Goes back to the source of an earlier version with a new commit. The history stays.",
                        ToolRight.ROLLBACK,
                        REPLACES,
                        List.of(
                                version(),
                                ToolParameter.text("reason", "Why, in one line, for people.", AgentTools.LONGEST_TEXT)),
                        CommitReport.class,
                        arguments -> tools.rollback(
                                new EvolutionVersion(arguments.number("version")), arguments.text("reason"))),
                new ToolDefinition(
                        "pause_run",
                        "Pause the run",
                        "Lets the evolution finish what is under way and stop then.",
                        ToolRight.CONTROL,
                        ADDS,
                        List.of(),
                        RunStatus.class,
                        arguments -> tools.pause()),
                new ToolDefinition(
                        "resume_run",
                        "Resume the run",
                        "Begins the evolution or goes on with it, within the configured limits. May spend money.",
                        ToolRight.CONTROL,
                        ADDS,
                        List.of(),
                        RunStatus.class,
                        arguments -> tools.resume()));
    }

    private static ToolParameter version() {
        return ToolParameter.number("version", VERSION, 1_000_000);
    }
}
