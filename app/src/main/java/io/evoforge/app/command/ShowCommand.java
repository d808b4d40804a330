package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.Console.Colour;
import io.evoforge.app.report.EvaluationTable;
import io.evoforge.app.report.RunHistory;
import io.evoforge.app.report.VersionTale;
import io.evoforge.app.report.VersionTaleJson;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import io.evoforge.engine.review.ReviewText;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows how a version came about: evidence, decision, cost, publication, diff, answer, prompt.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.NOTHING_TO_DO},
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge show v7", "  evoforge show v7 --source > EvolvedCodec.java", "  evoforge show v7 --json"})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(paramLabel = "VERSION", description = "Which version, such as v7.")
    private String version = "";

    @Option(names = "--json", description = "Prints JSON with everything in it.")
    private boolean json;

    @Option(names = "--prompt", description = "Also prints what the proposer was asked.")
    private boolean prompt;

    @Option(names = "--source", description = "Prints the source of the version and nothing else.")
    private boolean source;

    private final Sessions sessions;
    private final Console console;

    ShowCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        EvolutionVersion wanted = wanted();
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            RunHistory history = session.storedHistory();
            VersionTale tale = VersionTale.of(history, wanted, session::readStored)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOTHING_TO_DO,
                            "the run in '%s' has no %s; it has %s"
                                    .formatted(
                                            config.stateDirectory(),
                                            wanted,
                                            history.adopted().stream()
                                                    .map(one -> one.version().toString())
                                                    .collect(Collectors.joining(", ")))));
            if (source) {
                console.out().print(tale.evolution().source().text());
                console.out().flush();
            } else if (json) {
                console.line(VersionTaleJson.of(tale, history, config.commit().headlinePsnrDb())
                        .toPrettyString());
            } else {
                print(tale, history, config.commit().headlinePsnrDb());
            }
            return ExitCode.DONE.number();
        }
    }

    private EvolutionVersion wanted() {
        if (!version.matches("v?[1-9][0-9]{0,8}")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'%s' is no version; name one as 'evoforge log' lists them, such as v7".formatted(version));
        }
        return new EvolutionVersion(Integer.parseInt(version.replaceFirst("^v", "")));
    }

    private void print(VersionTale tale, RunHistory history, double psnrDb) {
        Evolution evolution = tale.evolution();
        Evidence evidence = evolution.evidence();
        title(evolution.version() + ": " + evolution.summary());
        console.line("Adopted:    " + evolution.adoptedAt() + " as " + evolution.id());
        console.line("Candidate:  "
                + (evidence.candidate() == 0
                        ? "none, the run began with it"
                        : evidence.candidate() + " by " + evidence.proposer() + ", asked for '" + tale.approach()
                                + "'"));
        console.line("Run's seed: " + evidence.seed());
        console.line("Source:     " + evolution.source().sha256().hex());
        console.line("Commit:     " + publication(evolution.version(), history));
        Decision decision = tale.decision();
        if (decision != null) {
            console.line(
                    "Decision:   " + decision.verdict().name().toLowerCase(Locale.ROOT) + ", " + decision.reason());
        }
        history.review(evolution.version())
                .ifPresent(review -> console.line("Review:     " + ReviewText.line(review, 2_000)
                        + String.format(Locale.ROOT, " ($%.4f)", review.usage().microdollars() / 1e6)));
        evidence("Training", evidence.training(), evidence.trainingComparison(), psnrDb);
        evidence("Held out", evidence.heldOut(), evidence.heldOutComparison(), psnrDb);
        for (VersionTale.Turn turn : tale.turns()) {
            turn(turn);
        }
        if (!tale.diff().isEmpty()) {
            title("Change since "
                    + java.util.Objects.requireNonNull(tale.previous()).version());
            tale.diff().forEach(this::diffLine);
        }
    }

    private static String publication(EvolutionVersion version, RunHistory history) {
        return history.commit(version)
                .map(commit -> commit.hex())
                .or(() -> history.withdrawal(version).map(withdrawal -> "withdrawn: " + withdrawal.reason()))
                .orElseGet(() -> "pending"
                        + history.delay(version)
                                .map(delay -> ": " + delay.reason()
                                        + (delay.nextTry() == null ? "" : " (next try at " + delay.nextTry() + ")"))
                                .orElse(""));
    }

    private void evidence(String group, Evaluation evaluation, @Nullable Comparison comparison, double psnrDb) {
        title(group + ": " + EvaluationTable.headline(evaluation.headline(psnrDb)));
        console.line("Measured by " + evaluation.evaluator().name() + ", candidates held at level "
                + evaluation.evaluator().level().name().toLowerCase(Locale.ROOT));
        EvaluationTable.lines(evaluation).forEach(console::line);
        if (comparison != null) {
            console.line(String.format(
                    Locale.ROOT, "BD-rate against the version before: %+.2f %%", comparison.meanBdRatePercent()));
            comparison
                    .sequences()
                    .forEach(one -> console.line(
                            String.format(Locale.ROOT, "  %-30s %+.2f %%", one.sequence(), one.bdRatePercent())));
        }
    }

    private void turn(VersionTale.Turn turn) {
        var reply = turn.replied().reply();
        title(String.format(
                Locale.ROOT,
                "Call %d to %s: %d + %d tokens, $%.4f",
                turn.replied().call(),
                reply.model(),
                reply.usage().inputTokens(),
                reply.usage().outputTokens(),
                reply.usage().microdollars() / 1e6));
        if (prompt) {
            console.line(turn.replied().prompt());
            console.line("");
            console.line(console.paint(Colour.DIM, "---- answer ----"));
        }
        console.line(reply.text());
        if (turn.fault() != null) {
            console.line(console.paint(Colour.YELLOW, "It could not be used: " + turn.fault()));
        }
    }

    private void title(String text) {
        console.line("");
        console.line(console.paint(Colour.BOLD, text));
    }

    private void diffLine(String line) {
        console.line(
                line.startsWith("+")
                        ? console.paint(Colour.GREEN, line)
                        : line.startsWith("-") ? console.paint(Colour.RED, line) : line);
    }
}
