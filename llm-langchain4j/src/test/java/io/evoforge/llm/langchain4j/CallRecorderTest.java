package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.Concurrency;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.proposer.RecordedProposer;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void what_was_recorded_in_any_order_is_replayed_candidate_by_candidate() {
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
    void what_was_asked_four_at_once_is_replayed_one_by_one_with_the_same_decisions() {
        CallRecorder recorder = new CallRecorder(directory, CLOCK);
        CandidateProposer model = CandidateProposer.of("model", request -> {
            String text = request.attempt() == 0 && request.candidate() % 3 == 1
                    ? "I would make the step smaller."
                    : file("bits=" + (1 - request.candidate() / 100.0));
            recorder.answered(new ModelCall(
                    request, new ModelReply(text, "m", TokenUsage.NONE), Ending.FINISHED, 1, false, Duration.ZERO));
            return Optional.of(text);
        });

        List<RunEvent.Decided> recorded = decisions(model, 4);
        List<RunEvent.Decided> replayed = decisions(RecordedProposer.of(directory), 1);

        assertThat(replayed).isEqualTo(recorded).hasSize(12);
        assertThat(recorded).anyMatch(decided -> decided.decision().verdict() == Decision.Verdict.ADOPT);
    }

    private static List<RunEvent.Decided> decisions(CandidateProposer proposer, int calls) {
        InMemoryEvolutionStore.Disk disk = new InMemoryEvolutionStore.Disk();
        EngineSettings settings = EngineSettings.of("test-run", 42, RunOrigin.seed(new SourceCode(source("bits=1"))))
                .withConcurrency(new Concurrency(4, calls, 1));
        try (InMemoryEvolutionStore store = disk.open()) {
            EvolutionEngine.builder(
                            settings,
                            List.of(proposer),
                            new MarkedSourceEvaluator(),
                            store,
                            evolution -> new Publication.Confirmed(new CommitId("0123456789".repeat(4))))
                    .clock(CLOCK)
                    .build()
                    .run(RunLimits.ofCandidates(12));
        }
        return disk.events().stream()
                .filter(RunEvent.Decided.class::isInstance)
                .map(RunEvent.Decided.class::cast)
                .toList();
    }

    private static String file(String marks) {
        return "Try " + marks + "\n\n```java\n" + source(marks) + "```\n";
    }

    private static String source(String marks) {
        return "class Codec {\n    static final String MARKS = \"" + marks + "\";\n}\n";
    }

    @Test
    void beside_each_answer_stands_what_was_asked_and_what_it_cost() throws IOException {
        new CallRecorder(directory, CLOCK).answered(call(7, "an answer"));

        JsonNode json = new ObjectMapper()
                .readTree(directory.resolve("candidate-000007-attempt-0.json").toFile());
        assertThat(directory.resolve("candidate-000007-attempt-0.prompt.txt")).hasContent("Improve it");
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
