package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.proposer.RecordedProposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void what_was_recorded_in_any_order_is_replayed_call_by_call() {
        CallRecorder recorder = new CallRecorder(directory.resolve("calls"), CLOCK);

        for (int call = 12; call >= 1; call--) {
            recorder.answered(call(call, "answer " + call));
        }

        RecordedProposer replay = RecordedProposer.of(directory.resolve("calls"));
        for (int call = 1; call <= 12; call++) {
            assertThat(replay.propose(request(call)).orElseThrow().text()).isEqualTo("answer " + call);
        }
        assertThat(replay.propose(request(13))).isEmpty();
    }

    @Test
    void beside_each_answer_stands_what_was_asked_and_what_it_cost() throws IOException {
        new CallRecorder(directory, CLOCK).answered(call(7, "an answer"));

        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("000007.json").toFile());
        assertThat(directory.resolve("000007.prompt.txt")).hasContent("Improve it");
        assertThat(json.get("model").asText()).isEqualTo("anthropic/m");
        assertThat(json.get("ending").asText()).isEqualTo("cut-off");
        assertThat(json.get("microdollars").asLong()).isEqualTo(5);
        assertThat(json.get("usageEstimated").asBoolean()).isTrue();
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        assertThatThrownBy(() -> new CallRecorder(file, CLOCK).answered(call(1, "x")))
                .isInstanceOf(ProposerException.class)
                .hasMessageContaining(file.toString());
    }

    private static ModelCall call(long number, String text) {
        return new ModelCall(
                request(number),
                new ModelReply(text, "anthropic/m", new TokenUsage(1, 2, 5)),
                Ending.CUT_OFF,
                1,
                true,
                Duration.ofSeconds(1));
    }

    private static ProposalRequest request(long call) {
        return new ProposalRequest(call, call, 0, 1, new SourceCode("class Codec {}"), "Improve it");
    }
}
