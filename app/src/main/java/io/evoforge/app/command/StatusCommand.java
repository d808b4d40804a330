package io.evoforge.app.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.EvaluationTable;
import io.evoforge.app.report.RequestBudgetJson;
import io.evoforge.app.report.RunHistory;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.hosting.Comparisons.Comparison;
import io.evoforge.vcs.hosting.RequestBudget;
import io.evoforge.vcs.message.RecordedEvolution;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the branch, the latest versions on it, and what is still to be published.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            ExitCodes.NOTHING_TO_DO,
            ExitCodes.UNAVAILABLE
        },
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge status", "  evoforge status --json --set state.directory=run-2"})
final class StatusCommand implements Callable<Integer> {
    private static final int FILES_SHOWN = 10;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    StatusCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            RunHistory history = session.storedHistory();
            RepositoryStatus repository = null;
            VersionControlException failure = null;
            Optional<Comparison> since = Optional.empty();
            try {
                repository = session.publisher().status();
                since = since(session, repository);
            } catch (VersionControlException e) {
                failure = e; // what is pending can be told without the remote
            }
            Optional<RequestBudget> budget = session.requestBudget();
            if (json) {
                ObjectNode root = toJson(history, repository, failure);
                since.ifPresent(others -> root.set("sinceLatestEvolution", toJson(others)));
                budget.ifPresent(known -> root.set("requests", RequestBudgetJson.of(known)));
                console.line(root.toPrettyString());
            } else {
                print(history, config.commit().headlinePsnrDb(), repository, failure);
                since.ifPresent(this::print);
                budget.ifPresent(known -> known.lines(Instant.now()).forEach(console::line));
            }
            boolean held = failure != null && failure.reason() == VersionControlException.Reason.IN_USE;
            return (failure == null || held ? ExitCode.DONE : ExitCode.UNAVAILABLE).number();
        }
    }

    /** What changed on the branch since the newest version, which may be in the way of the next; empty if no file did. */
    private static Optional<Comparison> since(Session session, RepositoryStatus status) {
        CommitSummary last = status.lastCommit();
        return status.current()
                .map(RecordedEvolution::commit)
                .filter(version -> last != null && !version.equals(last.id()) && !status.hasChanges())
                .flatMap(version -> session.comparisons()
                        .flatMap(host ->
                                host.compare(version, requireNonNull(last).id())))
                .filter(since -> !since.files().isEmpty());
    }

    private void print(Comparison since) {
        console.line("Since the latest evolution, " + counted(since.ahead(), "commit") + " changed "
                + counted(since.files().size(), "file") + ":");
        since.files().stream().limit(FILES_SHOWN).forEach(file -> console.line("  • " + file));
        if (since.files().size() > FILES_SHOWN) {
            console.line("  • and " + (since.files().size() - FILES_SHOWN) + " more");
        }
        console.line("  " + since.page());
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static ObjectNode toJson(Comparison since) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("commits", since.ahead());
        ArrayNode files = json.putArray("files");
        since.files().forEach(files::add);
        return json.put("page", since.page().toString());
    }

    private void print(
            RunHistory history,
            double psnrDb,
            @Nullable RepositoryStatus repository,
            @Nullable VersionControlException failure) {
        if (repository != null) {
            CommitSummary last = repository.lastCommit();
            console.line("Branch: " + repository.branch());
            console.line("Last commit: " + (last == null ? "none" : last.id().shortHex() + " (" + last.title() + ")"));
            console.line("Total commits: " + repository.totalCommits());
            console.line("Commits in the last 24 hours: " + repository.commitsInLastDay());
            console.line("Unpublished commits: " + repository.unpublished().size());
            if (!repository.latestEvolutions().isEmpty()) {
                console.line("Latest evolutions:");
                for (RecordedEvolution one : repository.latestEvolutions()) {
                    console.line("  • " + one.version() + ": " + numbers(one) + " (" + one.committedAt() + ")");
                }
            }
        }
        if (failure != null) {
            console.note(
                    failure.reason() == VersionControlException.Reason.IN_USE
                            ? "A run is in progress and holds the repository; what is told here was stored by it."
                            : "The repository cannot be asked: " + failure.getMessage());
        }
        history.champion()
                .ifPresent(champion -> console.line("Champion: " + champion.version() + ", "
                        + EvaluationTable.headline(
                                champion.evidence().training().headline(psnrDb))));
        history.containment()
                .ifPresent(level -> console.line("Containment: " + level.name().toLowerCase(Locale.ROOT)));
        console.line("Candidates decided: " + history.decisions().size());
        console.line("Calls answered: " + history.calls());
        console.line(String.format(Locale.ROOT, "Spent: $%.2f", history.microdollars() / 1e6));
        console.line("Pending publications: " + history.pending().size());
        for (Evolution evolution : history.pending()) {
            console.line("  • " + evolution.version() + ": "
                    + history.delay(evolution.version())
                            .map(delay -> delay.reason()
                                    + (delay.nextTry() == null ? "" : " (next try at " + delay.nextTry() + ")"))
                            .orElse("not tried yet"));
        }
    }

    private static String numbers(RecordedEvolution one) {
        Double bitrate = one.bitrateMbps();
        return bitrate == null ? "no numbers" : String.format(Locale.ROOT, "%.2f Mbps", bitrate);
    }

    private static ObjectNode toJson(
            RunHistory history, @Nullable RepositoryStatus repository, @Nullable VersionControlException failure) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (repository != null) {
            CommitSummary last = repository.lastCommit();
            root.put("branch", repository.branch().value());
            root.put("lastCommit", last == null ? null : last.id().hex());
            root.put("totalCommits", repository.totalCommits());
            root.put("commitsInLastDay", repository.commitsInLastDay());
            root.put("unpublishedCommits", repository.unpublished().size());
            ArrayNode evolutions = root.putArray("latestEvolutions");
            for (RecordedEvolution one : repository.latestEvolutions()) {
                evolutions
                        .addObject()
                        .put("version", one.version().number())
                        .put("commit", one.commit().hex())
                        .put("bitrateMbps", one.bitrateMbps())
                        .put("compressionRatio", one.compressionRatio())
                        .put("committedAt", one.committedAt().toString());
            }
        }
        if (failure != null) {
            root.put("error", failure.getMessage());
        }
        root.put(
                "champion",
                history.champion().map(one -> one.version().number()).orElse(null));
        root.put("containment", history.containment().map(Enum::name).orElse(null));
        root.put("candidatesDecided", history.decisions().size());
        root.put("callsAnswered", history.calls());
        root.put("spentMicrodollars", history.microdollars());
        ArrayNode pending = root.putArray("pendingPublications");
        for (Evolution evolution : history.pending()) {
            ObjectNode one =
                    pending.addObject().put("version", evolution.version().number());
            history.delay(evolution.version()).ifPresent(delay -> {
                one.put("reason", delay.reason());
                one.put(
                        "nextTry",
                        delay.nextTry() == null ? null : delay.nextTry().toString());
            });
        }
        return root;
    }
}
