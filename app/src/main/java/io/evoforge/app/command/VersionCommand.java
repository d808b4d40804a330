package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evoforge.app.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the versions of Evoforge, Java and the operating system.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge version", "  evoforge version --json"})
final class VersionCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (json) {
            console.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("evoforge", version())
                    .put("java", System.getProperty("java.version"))
                    .put("javaVendor", System.getProperty("java.vendor"))
                    .put("operatingSystem", System.getProperty("os.name"))
                    .put("architecture", System.getProperty("os.arch"))
                    .toPrettyString());
        } else {
            for (String line : new Provider().getVersion()) {
                console.line(line);
            }
        }
        return ExitCode.DONE.number();
    }

    /** The version of the jar. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The same lines for {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "evoforge " + version(),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
