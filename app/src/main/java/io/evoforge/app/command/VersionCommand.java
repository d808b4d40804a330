package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Prints the versions of Evoforge, Java and the operating system.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (String line : new Provider().getVersion()) {
            console.line(line);
        }
        return ExitCode.DONE.number();
    }

    /** The same lines for {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Provider.class.getPackage().getImplementationVersion();
            return new String[] {
                "evoforge " + (version == null ? "(not packaged)" : version),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
