package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigTexts;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.Console.Colour;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.app.report.RateDistortionChart;
import io.evoforge.app.report.RunHistory;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.engine.RunLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The whole story offline: a recorded model evolves a codec on a real clip, and every adopted version is",
            "pushed to a bare Git repository. Running it again in the same directory continues where it was."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.UNAVAILABLE},
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge demo", "  evoforge demo --dir /tmp/codec"})
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "DIR", description = "Where to leave everything. Default: evoforge-demo.")
    private Path directory = Path.of("evoforge-demo");

    private static final int COMMITS_SHOWN = 100;

    private final Sessions sessions;
    private final Console console;

    DemoCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path home = directory.toAbsolutePath().normalize();
        LocalRemote remote = remote(home);
        Map<String, String> settings = settings(home, remote);
        AppConfig config = sessions.withoutFile(settings);
        Path configuration = write(home.resolve("evoforge.yaml"), ConfigTexts.file(settings));
        try (OrderlyEnd end = new OrderlyEnd(console);
                Session session = sessions.open(config)) {
            console.line("A recorded model improves a Motion-JPEG-class codec on an excerpt of Big Buck Bunny");
            console.line("((c) 2008 Blender Foundation, CC-BY 3.0). Every adopted version becomes a pushed commit.");
            console.line("");
            ExitCode code = new RunInTerminal(console).run(session, config, end, RunLimits.NONE);
            RunHistory history = session.history();
            console.line("");
            console.line(
                    "What a reader of the repository sees (git --git-dir %s log main):".formatted(remote.directory()));
            console.line("");
            for (CommitSummary commit : session.versionControl()
                    .status(config.commit().branch(), COMMITS_SHOWN)
                    .latest()) {
                show(commit);
            }
            console.line("");
            console.line("Repository: " + remote.directory());
            console.line("Chart:      " + write(home.resolve("rate-distortion.svg"), chart(history)));
            console.line("State:      " + config.stateDirectory());
            console.line(console.paint(
                    Colour.DIM,
                    "Next: evoforge serve --config %s shows it as a page; evoforge --help lists what else there is"
                            .formatted(configuration)));
            return code.number();
        }
    }

    private static LocalRemote remote(Path home) {
        try {
            return LocalRemote.at(home.resolve("remote.git"));
        } catch (UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'%s' cannot be written (%s); name a directory you may write to with --dir"
                            .formatted(home, String.valueOf(e.getCause())));
        }
    }

    private void show(CommitSummary commit) {
        console.line(console.paint(Colour.YELLOW, "  commit " + commit.id()));
        console.line("  Author: %s <%s>"
                .formatted(commit.author().name(), commit.author().email()));
        console.line("");
        commit.message().lines().forEach(line -> console.line("      " + line));
        console.line("");
    }

    private static Map<String, String> settings(Path home, LocalRemote remote) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("state.directory", home.resolve("state").toString());
        settings.put("proposer.kind", "recorded");
        settings.put("commit.strategy", "push");
        settings.put("commit.remote", remote.url().value());
        // Its remote is on this disk and its model is a recording, so that it may run on any machine.
        settings.put("evaluator.allow-push-below-full", "true");
        return settings;
    }

    private static String chart(RunHistory history) {
        List<RateDistortionChart.Series> series =
                history.adopted().stream().map(DemoCommand::series).toList();
        return new RateDistortionChart("Rate and distortion of each version, held-out sequence", series).toSvg();
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "'%s' cannot be written (%s); check the free space and permissions"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static RateDistortionChart.Series series(Evolution evolution) {
        return new RateDistortionChart.Series(
                evolution.version() + (evolution.isSeed() ? " (seed)" : ""),
                evolution.evidence().heldOut().sequences().get(0).curve());
    }
}
