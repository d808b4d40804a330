package io.evoforge.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the configuration: defaults, then the file, then the environment, then flags; later ones win. */
public final class ConfigLoader {
    /** The file that is read when none is named. */
    public static final Path DEFAULT_FILE = Path.of("evoforge.yaml");

    private static final String ENVIRONMENT_PREFIX = "EVOFORGE_";

    /** Of a section that is there twice, the second would replace the first without a word. */
    private static final ObjectMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /** Variables of the start script and of tests, which are no keys. */
    private static final List<String> NO_KEYS =
            List.of("EVOFORGE_JAVA_OPTIONS", "EVOFORGE_OPTIONAL_TOOLS", "EVOFORGE_REQUIRE_TOOLS");

    private ConfigLoader() {}

    /**
     * Reads everything.
     *
     * @param file the file that was named, or null for {@link #DEFAULT_FILE} if it exists
     * @param environment the environment's variables
     * @param flags keys set on the command line
     * @throws ConfigException with all faults, if there are any
     */
    public static AppConfig load(@Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
        ConfigValues values = new ConfigValues();
        if (file != null || Files.exists(DEFAULT_FILE)) {
            readFile(file == null ? DEFAULT_FILE : file, values);
        }
        readEnvironment(environment, values);
        flags.forEach((name, text) -> values.set(name, text, "command line"));
        AppConfig config = AppConfig.from(values);
        values.finish();
        return config;
    }

    /** The defaults with {@code flags} on top, whatever file there is; of the environment only how to log. */
    public static AppConfig defaults(Map<String, String> environment, Map<String, String> flags) {
        ConfigValues values = new ConfigValues();
        LogConfig.ALL.forEach(key -> {
            String text = environment.get(key.environmentVariable());
            if (text != null) {
                values.set(key.name(), text, "environment variable " + key.environmentVariable());
            }
        });
        flags.forEach((name, text) -> values.set(name, text, "built in"));
        AppConfig config = AppConfig.from(values);
        values.finish();
        return config;
    }

    private static void readFile(Path file, ConfigValues values) {
        JsonNode tree;
        try {
            tree = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ConfigException(List.of("%s, line %d: is not valid YAML: %s"
                    .formatted(
                            file, e.getLocation() == null ? 0 : e.getLocation().getLineNr(), problem(e))));
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    List.of("there is no configuration file '%s'; check its name, or write one with 'evoforge init'"
                            .formatted(file)));
        } catch (IOException e) {
            throw new ConfigException(List.of("the configuration file '%s' cannot be read (%s); check its name and"
                            .formatted(file, e.getClass().getSimpleName())
                    + " permissions, or write one with 'evoforge init'"));
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return;
        }
        if (!tree.isObject()) {
            throw new ConfigException(List.of("%s holds no keys; write one with 'evoforge init'".formatted(file)));
        }
        flatten("", tree, file.getFileName().toString(), values);
    }

    private static void flatten(String prefix, JsonNode node, String origin, ConfigValues values) {
        node.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, origin, values);
            } else if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asText()));
                values.set(name, ConfigTexts.list(items), origin);
            } else {
                values.set(name, value.isNull() ? "" : value.asText(), origin);
            }
        });
    }

    private static void readEnvironment(Map<String, String> environment, ConfigValues values) {
        Map<String, String> names = new HashMap<>();
        ConfigKeys.ALL.forEach(key -> names.put(key.environmentVariable(), key.name()));
        environment.forEach((variable, text) -> {
            String name = names.get(variable);
            if (name != null) {
                values.set(name, text, "environment variable " + variable);
            } else if (variable.startsWith(ENVIRONMENT_PREFIX)
                    && !variable.startsWith(CredentialsConfig.ENVIRONMENT_PREFIX)
                    && !NO_KEYS.contains(variable)) {
                values.fault("the environment variable %s names no key of the configuration;".formatted(variable)
                        + " 'docs/reference/configuration.md' lists them all");
            }
        });
    }

    /** What the parser met and what it expected, without the lines of the file that it quotes. */
    private static String problem(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
