package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.vcs.delivery.Cleanup;
import io.evoforge.vcs.delivery.Leftover;
import io.evoforge.vcs.hosting.PullRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cleanup",
        mixinStandardHelpOptions = true,
        description = {
            "Lists branches of versions that nobody needs any more, with their pull requests.",
            "With --yes, closes the pull requests and deletes the branches. What is not Evoforge's own is never touched."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            ExitCodes.NOTHING_TO_DO,
            ExitCodes.REFUSED,
            ExitCodes.UNAVAILABLE
        },
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge cleanup", "  evoforge cleanup --yes"})
final class CleanupCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--yes", description = "Takes away what is listed.")
    private boolean yes;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    CleanupCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            Cleanup cleanup = session.cleanup()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "cleanup asks the host of the repository, and commit.strategy '"
                                    + config.commit().strategy().configurationName()
                                    + "' works without one; choose 'push' to a remote with GitHub's interface, or one"
                                    + " of the strategies 'github-...'"));
            List<Leftover> leftovers = cleanup.leftovers();
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            boolean movedAny = false;
            for (Leftover leftover : leftovers) {
                boolean gone = yes && cleanup.remove(leftover);
                movedAny |= yes && !gone;
                all.add(toJson(leftover, gone));
                if (!json) {
                    console.line(told(leftover, gone));
                }
            }
            if (json) {
                console.line(all.toPrettyString());
            } else if (leftovers.isEmpty()) {
                console.line("There is nothing to clean up.");
            } else if (!yes) {
                console.line("Nothing was changed; 'evoforge cleanup --yes' takes away what is listed.");
            }
            return (movedAny ? ExitCode.FAILED : leftovers.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.DONE).number();
        }
    }

    private String told(Leftover leftover, boolean gone) {
        PullRequest pullRequest = leftover.pullRequest();
        return "%-8s %s%s: %s"
                .formatted(
                        gone ? "deleted" : yes ? "moved" : "stale",
                        leftover.branch(),
                        pullRequest == null ? "" : " with pull request " + pullRequest.number(),
                        yes && !gone ? "somebody moved it just now, so it stays" : leftover.reason());
    }

    private static ObjectNode toJson(Leftover leftover, boolean gone) {
        PullRequest pullRequest = leftover.pullRequest();
        return JsonNodeFactory.instance
                .objectNode()
                .put("branch", leftover.branch().value())
                .put("version", leftover.version().number())
                .put("commit", leftover.tip().hex())
                .put("pullRequest", pullRequest == null ? null : pullRequest.number())
                .put("reason", leftover.reason())
                .put("deleted", gone);
    }
}
