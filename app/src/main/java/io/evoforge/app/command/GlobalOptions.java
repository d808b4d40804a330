package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.app.config.ConfigTexts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every verb with a configuration has. */
final class GlobalOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Without it, evoforge.yaml in this directory if there is one.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of the configuration, over file and environment. Can be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--video",
            paramLabel = "FILE",
            description = "Video to measure on instead of the built-in clip (key video.files). Can be repeated.")
    private List<Path> videos = List.of();

    /** The configuration, with {@code overrides} of the verb's own flags on top. */
    AppConfig load(Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        if (!videos.isEmpty()) {
            flags.put(
                    "video.files",
                    ConfigTexts.list(videos.stream().map(Path::toString).toList()));
        }
        flags.putAll(overrides);
        return ConfigLoader.load(file, environment, flags);
    }
}
