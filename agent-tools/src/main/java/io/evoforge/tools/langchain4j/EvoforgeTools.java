package io.evoforge.tools.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.catalog.ToolCatalog;
import io.evoforge.tools.catalog.ToolDefinition;
import io.evoforge.tools.catalog.ToolJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tools for a LangChain4j agent of the same process: hand an object of this class to {@code AiServices} as its tools, or
 * use {@link #specifications} and {@link #execute} where an agent asks a {@code ChatModel} by itself. Each answers with JSON; a refusal is an object with {@code refused} and {@code message}.
 *
 * <p>Safe for use by several threads.
 */
public final class EvoforgeTools {
    private static final String SOURCE =
            "A whole Java source file with one top-level class that implements io.evoforge.core.video.VideoCodec.";

    private final ToolCatalog catalog;

    /** The tools that {@code tools} may carry out; the others answer that they are not allowed. */
    public EvoforgeTools(AgentTools tools) {
        this.catalog = new ToolCatalog(tools);
    }

    /** How the repository stands. */
    @Tool(
            name = "repository_status",
            value = "How the repository stands: branch, last commit, number of commits, commits in the last 24 hours,"
                    + " what waits to be published and why, latest versions, what the host's limits leave.")
    public String repositoryStatus() {
        return call("repository_status", Map.of());
    }

    /** The latest adopted versions. */
    @Tool(
            name = "latest_evolutions",
            value = "The latest adopted versions of the codec, newest first, with bitrate, compression and BD-rate"
                    + " against the version before.")
    public String latestEvolutions(@P(name = "limit", value = "How many at most, 1 to 100.") int limit) {
        return call("latest_evolutions", Map.of("limit", limit));
    }

    /** An adopted version with its evidence. */
    @Tool(name = "show_evolution", value = "An adopted version with its source and its measurements.")
    public String showEvolution(
            @P(name = "version", value = "Number of an adopted version, such as 3 for v3.") int version) {
        return call("show_evolution", Map.of("version", version));
    }

    /** How far the run is. */
    @Tool(
            name = "run_status",
            value = "How far the evolution is: whether it works, candidates decided and adopted, champion, spend"
                    + " against budget.")
    public String runStatus() {
        return call("run_status", Map.of());
    }

    /** Measures a source. */
    @Tool(
            name = "evaluate_candidate",
            value = "Compiles a source, runs it in the box on the training sequences and compares it with the champion."
                    + " Keeps nothing. Takes seconds to minutes.")
    public String evaluateCandidate(@P(name = "source", value = SOURCE) String source) {
        return call("evaluate_candidate", Map.of("source", source));
    }

    /** Puts a source through the whole gate. */
    @Tool(
            name = "propose_candidate",
            value = "Puts a source through the whole gate, held-out sequences included. If it is really better it"
                    + " becomes the champion and is committed as configured.")
    public String proposeCandidate(
            @P(name = "source", value = SOURCE) String source,
            @P(name = "summary", value = "One line about what it changes; becomes part of the commit message.")
                    String summary) {
        return call("propose_candidate", Map.of("source", source, "summary", summary));
    }

    /** Commits without pushing. */
    @Tool(name = "commit_latest", value = "Commits the adopted versions that have no commit yet, without pushing.")
    public String commitLatest() {
        return call("commit_latest", Map.of());
    }

    /** Commits and pushes. */
    @Tool(
            name = "commit_and_push_latest",
            value = "Commits the adopted versions that have no commit yet and brings them to the remote.")
    public String commitAndPushLatest() {
        return call("commit_and_push_latest", Map.of());
    }

    /** Pushes. */
    @Tool(name = "push_commits", value = "Brings the commits made here to the remote branch. Never forces.")
    public String pushCommits() {
        return call("push_commits", Map.of());
    }

    /** Opens a pull request. */
    @Tool(name = "open_pull_request", value = "Opens a pull request for the newest version, or finds the open one.")
    public String openPullRequest() {
        return call("open_pull_request", Map.of());
    }

    /** Goes back to an earlier version. */
    @Tool(
            name = "rollback",
            value = "Goes back to the source of an earlier version with a new commit. The history stays.")
    public String rollback(
            @P(name = "version", value = "Number of an adopted version, such as 3 for v3.") int version,
            @P(name = "reason", value = "Why, in one line, for people.") String reason) {
        return call("rollback", Map.of("version", version, "reason", reason));
    }

    /** Pauses the run. */
    @Tool(name = "pause_run", value = "Lets the evolution finish what is under way and stop then.")
    public String pauseRun() {
        return call("pause_run", Map.of());
    }

    /** Resumes the run. */
    @Tool(
            name = "resume_run",
            value = "Begins the evolution or goes on with it, within the configured limits. May spend money.")
    public String resumeRun() {
        return call("resume_run", Map.of());
    }

    /** What a model is told about the tools that are allowed. */
    public List<ToolSpecification> specifications() {
        Set<String> allowed = allowed().stream().map(ToolDefinition::name).collect(Collectors.toSet());
        return ToolSpecifications.toolSpecificationsFrom(this).stream()
                .filter(specification -> allowed.contains(specification.name()))
                .toList();
    }

    /**
     * Does what a model asked for. Asks nobody whether it may; what must never happen is a right that was not given.
     *
     * @return what to tell the model: the answer, a refusal, or what was wrong with the request
     */
    public ToolExecutionResultMessage execute(ToolExecutionRequest request) {
        Map<String, Object> arguments;
        try {
            arguments = ToolJson.readArguments(request.arguments() == null ? "" : request.arguments());
        } catch (IllegalArgumentException e) {
            return ToolExecutionResultMessage.from(
                    request, "The arguments are not one JSON object; call again with valid JSON.");
        }
        return ToolExecutionResultMessage.from(request, call(request.name(), arguments));
    }

    /** The tools that are allowed, as the catalogue describes them. */
    List<ToolDefinition> allowed() {
        return catalog.definitions();
    }

    /** What a tool answers, as JSON. */
    String call(String name, Map<String, Object> arguments) {
        return catalog.find(name)
                .map(definition -> definition
                        .call(arguments)
                        .match(ToolJson::write, refusal -> ToolJson.write(ToolJson.toMap(refusal))))
                .orElseGet(() -> ToolJson.write(Map.of(
                        "refused",
                        "NOT_ALLOWED",
                        "message",
                        "There is no tool of this name here, or it is not allowed.")));
    }
}
