package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.dashboard.Dashboard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge serve",
            "  evoforge serve --run --port 8080",
            "  evoforge serve --config demo/evoforge.yaml"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int CLOSING_SECONDS = 100;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "Port to listen on, or 0 for a free one (key dashboard.port).")
    private @Nullable String port;

    @Option(names = "--run", description = "Lets the page start and pause the run (key dashboard.run).")
    private boolean run;

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
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(stop, closed), "evoforge-stop");
        try (Session session = sessions.open(config)) {
            Dashboard dashboard = session.dashboard();
            console.line("Dashboard: " + dashboard.url());
            console.line("Sign in:   " + dashboard.url() + "#token="
                    + dashboard.token().reveal());
            console.line("Token:     " + dashboard.token().reveal());
            console.note(config.dashboard().run() ? "Ctrl-C ends it; a run is finished in order." : "Ctrl-C ends it.");
            Runtime.getRuntime().addShutdownHook(hook);
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed.countDown();
            removeHook(hook);
        }
        return ExitCode.DONE.number();
    }

    /** Keeps the process alive until everything that was opened is closed. */
    private void stop(CountDownLatch stop, CountDownLatch closed) {
        stop.countDown();
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                console.note("stopped without waiting for the work under way; it is repeated by the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is going down already, and the hook is what told us.
        }
    }
}
