package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.RunLines;
import io.evoforge.app.console.RunProgressBar;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.PendingPublication;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunReport;
import io.evoforge.engine.StopMode;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.vcs.CommitStrategy;
import java.util.Locale;
import java.util.function.Consumer;

/** Leads a run while a person watches: prints it line by line, and stops it in order on Ctrl-C. */
final class RunInTerminal {
    private final Console console;
    private final Consumer<RunReport> conclusion;

    /** Tells the end of the run in a sentence. */
    RunInTerminal(Console console) {
        this.console = console;
        this.conclusion = this::tell;
    }

    private RunInTerminal(Console console, Consumer<RunReport> conclusion) {
        this.console = console;
        this.conclusion = conclusion;
    }

    /** Prints the end of the run as JSON, and nothing else on standard output. */
    static RunInTerminal json(Console console) {
        return new RunInTerminal(
                console.aside(), report -> console.line(RunJson.of(report).toPrettyString()));
    }

    ExitCode run(Session session, AppConfig config, OrderlyEnd end, RunLimits limits) {
        RunReport report;
        try (RunProgressBar bar = new RunProgressBar(console, limits.candidates())) {
            RunLines lines = new RunLines(console, config.commit().headlinePsnrDb(), bar);
            EvolutionEngine engine = session.engine(lines);
            tellContainment(session.containment(), config);
            end.stopsBy(mode -> stop(engine, mode));
            report = engine.run(limits);
        }
        conclusion.accept(report);
        return report.pending().isEmpty() ? ExitCode.DONE : ExitCode.UNAVAILABLE;
    }

    /** Whoever allowed a run below the full level hears each time what it lacks. */
    private void tellContainment(ContainmentReport containment, AppConfig config) {
        if (containment.level() != ContainmentLevel.FULL) {
            console.note(console.paint(
                    Console.Colour.YELLOW,
                    "Candidates are held at level '%s' only: %s"
                            .formatted(
                                    containment.level().name().toLowerCase(Locale.ROOT),
                                    String.join("; ", containment.missing()))));
            if (config.commit().strategy() != CommitStrategy.LOCAL) {
                console.note("Versions are pushed nevertheless, as evaluator.allow-push-below-full asks for.");
            }
        }
    }

    private void stop(EvolutionEngine engine, StopMode mode) {
        if (mode == StopMode.FINISH) {
            console.note("stopping: what is under way is finished, the rest waits for --resume ...");
        }
        engine.stop(mode);
    }

    private static String spent(RunReport report) {
        long microdollars = report.progress().spent().microdollars();
        return microdollars == 0 ? "" : String.format(Locale.ROOT, ", $%.4f spent", microdollars / 1e6);
    }

    private void tell(RunReport report) {
        console.line(String.format(
                Locale.ROOT,
                "%s. %d candidates, %d adopted, champion %s%s.",
                switch (report.end()) {
                    case CANDIDATES -> "Done";
                    case CALLS -> "The limit of calls is reached";
                    case MONEY -> "The budget is used up";
                    case TIME -> "The time is over";
                    case PROPOSER_EXHAUSTED -> "The proposer has no more to say";
                    case STOPPED -> "Stopped; continue with --resume";
                },
                report.progress().decided(),
                report.progress().adopted(),
                report.champion() == null ? "none" : report.champion().version(),
                spent(report)));
        for (PendingPublication pending : report.pending()) {
            console.note("%s is kept and not published yet: %s"
                    .formatted(pending.version(), pending.reason() == null ? "not tried yet" : pending.reason()));
        }
    }
}
