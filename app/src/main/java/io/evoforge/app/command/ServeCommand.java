package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.dashboard.Dashboard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the dashboard of the run in the state directory, as a page, as JSON and as metrics, until Ctrl-C.",
            "It watches a run that another process leads; with --run it leads the run itself."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.UNAVAILABLE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge serve",
            "  evoforge serve --run --port 8080",
            "  evoforge serve --config demo/evoforge.yaml"
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "Port to listen on, or 0 for a free one (key dashboard.port).")
    private @Nullable String port;

    @Option(names = "--run", description = "Lets the page start and pause the run (key dashboard.run).")
    private boolean run;

    @Option(names = "--json", description = "Prints the address and the token as a line of JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    ServeCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (port != null) {
            overrides.put("dashboard.port", port);
        }
        if (run) {
            overrides.put("dashboard.run", "true");
        }
        AppConfig config = sessions.configuration(options, overrides);
        try (OrderlyEnd end = new OrderlyEnd(console);
                Session session = sessions.open(config)) {
            tell(session.dashboard(), config.dashboard().tokenFile());
            console.note(config.dashboard().run() ? "Ctrl-C ends it; a run is finished in order." : "Ctrl-C ends it.");
            end.awaitRequest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.number();
    }

    private void tell(Dashboard dashboard, Optional<Path> tokenFile) {
        String token = dashboard.token().reveal();
        tokenFile.ifPresent(file -> TokenFile.write(file, dashboard.token()));
        if (json) {
            console.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("url", dashboard.url().toString())
                    .put("token", token)
                    .toString());
            return;
        }
        console.line("Dashboard: " + dashboard.url());
        if (tokenFile.isPresent()) {
            console.line("Token:     in " + tokenFile.get());
            return;
        }
        console.line("Sign in:   " + dashboard.url() + "#token=" + token);
        console.line("Token:     " + token);
    }
}
