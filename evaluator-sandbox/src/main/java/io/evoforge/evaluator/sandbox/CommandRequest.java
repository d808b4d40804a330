package io.evoforge.evaluator.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line in which a judge asks for a run of the candidate; as many bytes follow for the candidate's standard input.
 *
 * @param run what the candidate's command gets as further arguments
 * @param bytes how many bytes follow the line
 * @param atMost how many bytes the candidate may print; null for what our memory bears
 */
record CommandRequest(
        @JsonProperty(value = "run", required = true) List<String> run,
        @JsonProperty(value = "bytes", required = true) int bytes,

        @JsonProperty("atMost") @Nullable Integer atMost) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How many bytes the candidate may print. */
    int longestOutput() {
        return atMost == null || atMost < 0 ? CommandBox.LONGEST_DATA : Math.min(atMost, CommandBox.LONGEST_DATA);
    }

    /** What {@code line} asks for; empty if it is no request. */
    static Optional<CommandRequest> read(String line) {
        try {
            CommandRequest request = JSON.readValue(line, CommandRequest.class);
            return request == null
                            || request.run == null
                            || request.run.stream().anyMatch(word -> word == null)
                    ? Optional.empty()
                    : Optional.of(request);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
