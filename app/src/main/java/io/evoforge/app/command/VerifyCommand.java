package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.Console.Colour;
import io.evoforge.app.report.VerificationTable;
import io.evoforge.app.verify.ClaimedCommit;
import io.evoforge.app.verify.CommitVerifier;
import io.evoforge.app.verify.Verification;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.files.RecordedMetrics;
import io.evoforge.vcs.jgit.CommitReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {"Measures the codec in a commit again, and says whether the commit holds what it says."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:The commit holds what it says.",
            "1:It does not, or could not be measured.",
            "2:It cannot be told, such as for a commit of somebody else; or the command is wrong."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge verify HEAD", "  evoforge verify codec-v7 --repository ../codec --video clip.y4m"})
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(paramLabel = "COMMIT", description = "A commit id, a branch or a tag.")
    private String commit = "";

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "A clone or a bare repository on this machine (${DEFAULT-VALUE}).")
    private Path repository = Path.of(".");

    @Option(names = "--json", description = "Prints JSON with every figure.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    VerifyCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (CommitReader history = open()) {
            ClaimedCommit claim =
                    ClaimedCommit.read(history, commit, config.commit().sourcePath(), EvolutionPaths.DEFAULT.metrics());
            Verification verification =
                    claim.isWorthMeasuring() ? measured(history, claim) : CommitVerifier.withoutMeasuring(claim);
            print(verification);
            return (verification.isTrue() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private CommitReader open() {
        try {
            return CommitReader.open(repository);
        } catch (VersionControlException e) {
            if (e.reason() == VersionControlException.Reason.NOT_FOUND) {
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private Verification measured(CommitReader history, ClaimedCommit claim) {
        AppConfig config = sessions.configuration(options, qualities(claim.metrics()));
        try (Session session = sessions.open(config)) {
            return new CommitVerifier(
                            history,
                            config.commit().sourcePath(),
                            new AdoptionGate(config.gate()),
                            session.evaluator(),
                            session.sandbox()
                                    .map(sandbox -> session.sequences())
                                    .orElse(null))
                    .verify(claim);
        }
    }

    /** The commit says at which qualities it was measured, so nobody has to give them again. */
    private static Map<String, String> qualities(@Nullable RecordedMetrics metrics) {
        List<Integer> qualities = metrics == null ? List.of() : metrics.qualities();
        return qualities.isEmpty()
                ? Map.of()
                : Map.of(
                        "evaluator.qualities",
                        qualities.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private void print(Verification verification) {
        if (json) {
            console.line(VerificationTable.json(verification).toPrettyString());
        } else {
            VerificationTable.lines(verification).forEach(console::line);
            console.line(console.paint(
                    verification.isTrue() ? Colour.GREEN : Colour.RED, VerificationTable.answer(verification)));
        }
    }
}
