package io.evoforge.app.command;

import io.evoforge.app.config.ConfigLoader;
import io.evoforge.app.config.ConfigTexts;
import io.evoforge.app.console.Console;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a commented evoforge.yaml with every key and its default.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge init", "  evoforge init --file codec/evoforge.yaml"})
final class InitCommand implements Callable<Integer> {
    @Option(names = "--file", paramLabel = "FILE", description = "Where to write it. Default: evoforge.yaml.")
    private Path file = ConfigLoader.DEFAULT_FILE;

    private final Console console;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Files.writeString(file, ConfigTexts.commentedFile(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'%s' exists already and was left as it is; choose another --file".formatted(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "'%s' cannot be written (%s); check that its directory exists and is writable"
                            .formatted(file, e.getClass().getSimpleName()));
        }
        console.line("Wrote '%s'. Change what you need, then run: evoforge evolve".formatted(file));
        return ExitCode.DONE.number();
    }
}
