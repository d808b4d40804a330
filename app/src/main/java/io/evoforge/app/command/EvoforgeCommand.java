package io.evoforge.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: without a verb it says which verbs there are. */
@Command(
        name = "evoforge",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Evolves a video codec and commits every real improvement by itself.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 done, 1 failed, 2 bad usage or configuration, 3 nothing to do, 4 refused by policy,",
            "  5 remote or credentials unavailable (the work is safe and will be published later)",
            "",
            "Start with: evoforge demo"
        })
final class EvoforgeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command; 'evoforge --help' lists them.");
    }
}
