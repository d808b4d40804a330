package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.RunHistory;
import io.evoforge.app.wiring.Session;
import io.evoforge.engine.CostEstimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evolve",
        mixinStandardHelpOptions = true,
        description = "Runs evolution: proposes, measures, adopts, commits.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.REFUSED, ExitCodes.UNAVAILABLE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge evolve --generations 50",
            "  evoforge evolve --budget 5 --workers 2 --dry-run",
            "  evoforge evolve --resume --json > report.json",
            "  evoforge evolve --video a.y4m --video b.mkv --set commit.strategy=push \\",
            "      --set commit.remote=https://github.com/owner/name.git"
        })
final class EvolveCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-n", "--generations"},
            paramLabel = "N",
            description = "How many more candidates to ask for (key run.generations).")
    private @Nullable String generations;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all chance in a new run (key run.seed).")
    private @Nullable String seed;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "US dollars that the whole run may spend on models (key budget.dollars).")
    private @Nullable String budget;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many candidates are evaluated at once (key run.workers).")
    private @Nullable String workers;

    @Option(names = "--resume", description = "Continues the run in the state directory.")
    private boolean resume;

    @Option(
            names = "--dry-run",
            description =
                    "Tells what the run would ask for and cost at most. Asks nobody, measures and stores nothing.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description = "Prints the end of the run as JSON; what goes on is told on standard error.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    EvolveCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> overrides = new LinkedHashMap<>();
        override(overrides, "run.generations", generations);
        override(overrides, "run.seed", seed);
        override(overrides, "run.workers", workers);
        override(overrides, "budget.dollars", budget);
        AppConfig config = sessions.configuration(options, overrides);
        try (OrderlyEnd end = new OrderlyEnd(console);
                Session session = sessions.open(config)) {
            if (dryRun) {
                DryRun plan = new DryRun(config, session.estimate(config.run().generations()));
                if (json) {
                    console.line(plan.json().toPrettyString());
                } else {
                    plan.lines().forEach((name, value) -> console.line("%-12s %s".formatted(name, value)));
                }
                return ExitCode.DONE.number();
            }
            RunHistory history = session.history();
            long decided = history.decisions().size();
            boolean begun = history.started().isPresent();
            if (begun && !resume) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "'%s' holds a run with %d candidates; add --resume to continue it, or name another directory"
                                        .formatted(config.stateDirectory(), decided)
                                + " with --set state.directory=DIR");
            }
            if (!begun && resume) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "'%s' holds no run to resume; leave out --resume to begin one"
                                .formatted(config.stateDirectory()));
            }
            CostEstimate cost = session.estimate(config.run().generations());
            if (!cost.isFree()) {
                (json ? console.aside() : console)
                        .line("Up to " + config.run().generations() + " candidates: " + DryRun.cost(cost) + ".");
            }
            return (json ? RunInTerminal.json(console) : new RunInTerminal(console))
                    .run(
                            session,
                            config,
                            end,
                            config.budget().limits(decided, config.run().generations()))
                    .number();
        }
    }

    private static void override(Map<String, String> overrides, String key, @Nullable String value) {
        if (value != null) {
            overrides.put(key, value);
        }
    }
}
