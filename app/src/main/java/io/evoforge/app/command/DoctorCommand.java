package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.Console.Colour;
import io.evoforge.app.doctor.Check;
import io.evoforge.app.doctor.Check.Status;
import io.evoforge.app.doctor.Doctor;
import io.evoforge.app.wiring.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks everything a run needs, before it costs time or money.",
            "At the end a better, an equal, a worse, a cheating and a crashing codec are measured; unless each gets the"
                    + " verdict it deserves, no number of this machine can be trusted. Where a command measures, they are the"
                    + " first source, the same once more, and what is no program."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:All is well; a run can start.",
            "1:A run cannot work, or its numbers cannot be trusted.",
            ExitCodes.USAGE,
            "4:A policy forbids this run.",
            "5:The remote or its credentials cannot be reached."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge doctor", "  evoforge doctor --json --config evoforge.yaml"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    DoctorCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        Path scratch = temporaryDirectory();
        try (Session session =
                sessions.open(sessions.configuration(options, Map.of("state.directory", scratch.toString())))) {
            List<Check> checks = new Doctor(config, session, this::show).examine();
            Status worst = checks.stream()
                    .map(Check::status)
                    .max(Comparator.naturalOrder())
                    .orElse(Status.FINE);
            if (json) {
                console.line(toJson(checks, worst).toPrettyString());
            } else {
                console.line(conclusion(worst));
            }
            return codeOf(worst).number();
        } finally {
            delete(scratch);
        }
    }

    private void show(Check check) {
        if (json) {
            console.status(check.name());
            return;
        }
        String mark = switch (check.status()) {
            case FINE -> console.paint(Colour.GREEN, "fine       ");
            case NOTE -> console.paint(Colour.YELLOW, "note       ");
            case UNAVAILABLE -> console.paint(Colour.YELLOW, "unavailable");
            case REFUSED -> console.paint(Colour.RED, "refused    ");
            case FAILED -> console.paint(Colour.RED, "failed     ");
        };
        console.line(mark + "  " + check.name() + ": " + check.finding());
    }

    private static String conclusion(Status worst) {
        return switch (worst) {
            case FINE, NOTE -> "All is well; a run can start.";
            case UNAVAILABLE -> "A run can start, but nothing would be published for now.";
            case REFUSED -> "A run would be refused.";
            case FAILED -> "Do not start a run before this is repaired.";
        };
    }

    private static ExitCode codeOf(Status worst) {
        return switch (worst) {
            case FINE, NOTE -> ExitCode.DONE;
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case REFUSED -> ExitCode.REFUSED;
            case FAILED -> ExitCode.FAILED;
        };
    }

    private static ObjectNode toJson(List<Check> checks, Status worst) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("status", name(worst));
        ArrayNode all = root.putArray("checks");
        for (Check check : checks) {
            all.addObject()
                    .put("name", check.name())
                    .put("status", name(check.status()))
                    .put("finding", check.finding());
        }
        return root;
    }

    private static String name(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("evoforge-doctor-");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the temporary directory '%s' cannot be written (%s); free some space, or choose another with"
                                    .formatted(System.getProperty("java.io.tmpdir"), e.getMessage())
                            + " EVOFORGE_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
        }
    }

    private void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            console.note("'%s' is left behind (%s)".formatted(directory, e.getMessage()));
        }
    }
}
