package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.RunHistory;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.Comparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Lists the adopted versions of the run in the state directory, newest first.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.NOTHING_TO_DO},
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge log", "  evoforge log --json"})
final class LogCommand implements Callable<Integer> {
    private static final String HEADING = "%-5s %-9s %13s %9s  %10s  %s";

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    LogCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            RunHistory history = session.storedHistory();
            List<Evolution> newestFirst = new ArrayList<>(history.adopted());
            Collections.reverse(newestFirst);
            if (json) {
                ArrayNode versions = JsonNodeFactory.instance.arrayNode();
                newestFirst.forEach(evolution -> versions.add(json(evolution, history, config)));
                console.line(versions.toPrettyString());
            } else {
                if (!newestFirst.isEmpty()) {
                    console.line(console.paint(
                            Console.Colour.DIM,
                            HEADING.formatted("", "commit", "bitrate", "ratio", "held out", "what changed")));
                }
                newestFirst.forEach(evolution -> console.line(line(evolution, history, config)));
            }
            return (newestFirst.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.DONE).number();
        }
    }

    private static String line(Evolution evolution, RunHistory history, AppConfig config) {
        Headline headline =
                evolution.evidence().training().headline(config.commit().headlinePsnrDb());
        return String.format(
                Locale.ROOT,
                "%-5s %-9s %8.2f Mbps %8.2fx  %10s  %s",
                evolution.version(),
                history.commit(evolution.version())
                        .map(commit -> commit.shortHex())
                        .orElse(history.withdrawal(evolution.version()).isPresent() ? "withdrawn" : "pending"),
                headline.bitrate().megabitsPerSecond(),
                headline.compressionRatio(),
                bdRate(evolution.evidence().heldOutComparison()),
                evolution.summary());
    }

    private static String bdRate(@Nullable Comparison comparison) {
        return comparison == null ? "seed" : String.format(Locale.ROOT, "%+.1f %%", comparison.meanBdRatePercent());
    }

    private static ObjectNode json(Evolution evolution, RunHistory history, AppConfig config) {
        Headline headline =
                evolution.evidence().training().headline(config.commit().headlinePsnrDb());
        Comparison heldOut = evolution.evidence().heldOutComparison();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("version", evolution.version().number())
                .put("id", evolution.id().value())
                .put("sourceSha256", evolution.source().sha256().hex())
                .put("adoptedAt", evolution.adoptedAt().toString())
                .put("bitrateMbps", headline.bitrate().megabitsPerSecond())
                .put("compressionRatio", headline.compressionRatio())
                .put("summary", evolution.summary());
        if (heldOut != null) {
            node.put("heldOutBdRatePercent", heldOut.meanBdRatePercent());
        }
        history.commit(evolution.version()).ifPresent(commit -> node.put("commit", commit.hex()));
        history.withdrawal(evolution.version())
                .ifPresent(withdrawal -> node.put("withdrawnBecause", withdrawal.reason()));
        return node;
    }
}
