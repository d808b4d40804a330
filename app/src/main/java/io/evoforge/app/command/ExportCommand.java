package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes every event of the run as a line of JSON, oldest first: prompts, answers, measurements, decisions,",
            "adoptions, publications. Works while the run goes on."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.NOTHING_TO_DO},
        footerHeading = "%nExample:%n",
        footer = {"  evoforge export --output run.jsonl"})
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--output", paramLabel = "FILE", description = "A new file to write to, instead of printing.")
    private @Nullable Path output;

    private final Sessions sessions;
    private final Console console;

    ExportCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            if (output == null) {
                return print(session).number();
            }
            write(session, output);
            return ExitCode.DONE.number();
        }
    }

    /** Ends where nothing can be printed any more; the process says why when it ends. */
    private ExitCode print(Session session) {
        try {
            session.export(line -> {
                console.line(line);
                if (console.out().checkError()) {
                    throw new OutputLostException();
                }
            });
            return ExitCode.DONE;
        } catch (OutputLostException e) {
            return ExitCode.FAILED;
        }
    }

    private static final class OutputLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void write(Session session, Path file) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            session.export(line -> {
                try {
                    writer.write(line);
                    writer.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'%s' exists already and was left as it is; choose another --output".formatted(file));
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "'%s' cannot be written (%s); check that its directory exists and has room".formatted(file, e));
        }
    }
}
