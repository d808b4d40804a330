package io.evoforge.tools.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.video.FrameRate;
import io.evoforge.tools.ToolRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The answers of tools as JSON: names of the records' components, values of one idea as text or number, and nothing for
 * what is not there. The same everywhere: MCP, LangChain4j, the command line, the dashboard. Safe for use by several
 * threads.
 */
public final class ToolJson {
    private static final Map<Class<?>, Function<Object, String>> TEXTS = texts();
    private static final Map<Class<?>, Function<Object, Double>> NUMBERS = numbers();
    private static final ObjectMapper MAPPER = mapper();

    private ToolJson() {}

    private static Map<Class<?>, Function<Object, String>> texts() {
        Map<Class<?>, Function<Object, String>> texts = new LinkedHashMap<>();
        texts.put(CommitId.class, value -> ((CommitId) value).hex());
        texts.put(EvolutionVersion.class, Object::toString);
        texts.put(EvolutionId.class, value -> ((EvolutionId) value).value());
        texts.put(BranchName.class, value -> ((BranchName) value).value());
        texts.put(RepositoryPath.class, value -> ((RepositoryPath) value).value());
        texts.put(Sha256.class, value -> ((Sha256) value).hex());
        texts.put(SourceCode.class, value -> ((SourceCode) value).text());
        texts.put(Instant.class, Object::toString);
        return texts;
    }

    private static Map<Class<?>, Function<Object, Double>> numbers() {
        Map<Class<?>, Function<Object, Double>> numbers = new LinkedHashMap<>();
        numbers.put(Bitrate.class, value -> ((Bitrate) value).bitsPerSecond());
        numbers.put(FrameRate.class, value -> ((FrameRate) value).framesPerSecond());
        numbers.put(Duration.class, value -> ((Duration) value).toNanos() / 1e9);
        return numbers;
    }

    static boolean isWrittenAsText(Class<?> type) {
        return TEXTS.containsKey(type);
    }

    static boolean isWrittenAsNumber(Class<?> type) {
        return NUMBERS.containsKey(type);
    }

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule();
        TEXTS.forEach((type, text) -> module.addSerializer(new AsText(type, text)));
        NUMBERS.forEach((type, number) -> module.addSerializer(new AsNumber(type, number)));
        return JsonMapper.builder()
                .addModule(module)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    private static final class AsText extends StdSerializer<Object> {
        private static final long serialVersionUID = 1L;
        private final transient Function<Object, String> text;

        AsText(Class<?> type, Function<Object, String> text) {
            super(type, false);
            this.text = text;
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.apply(value));
        }
    }

    private static final class AsNumber extends StdSerializer<Object> {
        private static final long serialVersionUID = 1L;
        private final transient Function<Object, Double> number;

        AsNumber(Class<?> type, Function<Object, Double> number) {
            super(type, false);
            this.number = number;
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(number.apply(value));
        }
    }

    /** An answer, or any part of one, on one line. */
    public static String write(Object answer) {
        return written(answer, false);
    }

    /** An answer, or any part of one, for a person to read. */
    public static String writePretty(Object answer) {
        return written(answer, true);
    }

    private static String written(Object answer, boolean pretty) {
        try {
            return pretty
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(answer)
                    : MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON: " + answer.getClass(), e);
        }
    }

    /** An answer as maps, lists, text, numbers and booleans. */
    public static Map<String, Object> toMap(Record answer) {
        return MAPPER.convertValue(answer, new TypeReference<>() {});
    }

    /** A refusal as an object with {@code refused} and {@code message}. */
    public static Map<String, Object> toMap(ToolRefusal refusal) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("refused", refusal.reason().name());
        map.put("message", refusal.message());
        return map;
    }

    /**
     * Reads the arguments of a call.
     *
     * @throws IllegalArgumentException if it is not one JSON object; the message says so without quoting it
     */
    public static Map<String, Object> readArguments(String json) {
        if (json.isBlank()) {
            return Map.of();
        }
        try {
            Map<String, Object> arguments = MAPPER.readValue(json, new TypeReference<>() {});
            return arguments == null ? Map.of() : arguments;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are not one JSON object");
        }
    }
}
