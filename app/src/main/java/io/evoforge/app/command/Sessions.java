package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.app.logging.LogSetup;
import io.evoforge.app.wiring.Session;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Function;

/** How a verb gets from its options to the wired application. */
final class Sessions {
    private final Map<String, String> environment;
    private final Function<AppConfig, Session> opener;

    Sessions(Map<String, String> environment, Function<AppConfig, Session> opener) {
        this.environment = Map.copyOf(environment);
        this.opener = opener;
    }

    AppConfig configuration(GlobalOptions options, Map<String, String> overrides) {
        return options.load(environment, overrides);
    }

    /** As {@link #configuration}, for a verb that needs a run to be there. */
    AppConfig existingRun(GlobalOptions options) {
        AppConfig config = configuration(options, Map.of());
        if (!Files.isDirectory(config.stateDirectory())) {
            throw new CommandFailure(
                    ExitCode.NOTHING_TO_DO,
                    "there is no run in '%s' yet; begin one with 'evoforge evolve', or name another directory with"
                                    .formatted(config.stateDirectory())
                            + " --set state.directory=DIR");
        }
        return config;
    }

    /** The defaults with {@code settings} on top: what the demo runs with, whatever this directory holds. */
    AppConfig withoutFile(Map<String, String> settings) {
        return ConfigLoader.defaults(environment, settings);
    }

    Session open(AppConfig config) {
        LogSetup.apply(config.log());
        return opener.apply(config);
    }
}
