package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.engine.RunLimits;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge evolve --generations 50",
            "  evoforge evolve --resume",
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

    @Option(names = "--resume", description = "Continues the run in the state directory.")
    private boolean resume;

    private final Sessions sessions;
    private final Console console;

    EvolveCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (generations != null) {
            overrides.put("run.generations", generations);
        }
        if (seed != null) {
            overrides.put("run.seed", seed);
        }
        AppConfig config = sessions.configuration(options, overrides);
        try (Session session = sessions.open(config)) {
            long decided = session.history().decisions().size();
            boolean begun = session.history().started().isPresent();
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
            RunLimits limits = RunLimits.ofCandidates(decided + config.run().generations());
            return new RunInTerminal(console).run(session, config, limits).number();
        }
    }
}
