package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A conversation with tools over each wire format. */
@Timeout(120)
class LangChain4jChatModelIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String TEXT = "Branch: main. Ein größerer Schritt für 動画 🎬.";
    private static final ToolSpecification STATUS = ToolSpecification.builder()
            .name("show_evolution")
            .description("A version.")
            .parameters(JsonObjectSchema.builder()
                    .addIntegerProperty("version", "its number")
                    .required("version")
                    .build())
            .build();

    /** What the model handed over. */
    private static final class Heard implements StreamingChatResponseHandler {
        private final List<String> pieces = new ArrayList<>();
        private @Nullable ChatResponse response;
        private @Nullable Throwable failure;

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse complete) {
            response = complete;
        }

        @Override
        public void onError(Throwable error) {
            failure = error;
        }

        ChatResponse answer() {
            assertThat(failure).as("failure").isNull();
            assertThat(response).as("answer").isNotNull();
            return java.util.Objects.requireNonNull(response);
        }
    }

    private static LangChain4jChatModel model(StubModelServer server, ModelWire wire, String key, int characters) {
        ModelSettings settings = ModelSettings.of(ModelProvider.valueOf(wire.name()), StubModelServer.MODEL)
                .at(server.baseUrl())
                .withLimits(new CallLimits(1000, 2, characters, Duration.ofMinutes(1), 4, Duration.ofSeconds(1)));
        return new LangChain4jChatModel(settings, () -> Optional.of(new Secret(key)), CLOCK);
    }

    private static Heard ask(ModelWire wire, StubModelServer server, ChatRequest request) {
        Heard heard = new Heard();
        model(server, wire, StubModelServer.KEY, 1_000_000).chat(request, heard);
        return heard;
    }

    private static Heard asked(ModelWire wire, ModelReaction reaction) {
        try (StubModelServer server = StubModelServer.start(wire, question -> reaction)) {
            return ask(wire, server, question());
        }
    }

    private static ChatRequest question() {
        return ChatRequest.builder()
                .messages(SystemMessage.from("You are brief."), UserMessage.from("Show GitHub status"))
                .toolSpecifications(STATUS)
                .build();
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void an_answer_comes_in_pieces_and_tells_what_it_cost(ModelWire wire) {
        Heard heard = asked(wire, ModelReaction.says(TEXT));

        ChatResponse answer = heard.answer();
        assertThat(heard.pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", heard.pieces)).isEqualTo(TEXT);
        assertThat(answer.aiMessage().text()).isEqualTo(TEXT);
        assertThat(answer.metadata().tokenUsage().inputTokenCount()).isPositive();
        assertThat(answer.metadata().tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void a_tool_is_offered_asked_for_and_its_result_is_told(ModelWire wire) {
        try (StubModelServer server = StubModelServer.start(
                wire,
                question -> question.number() == 1
                        ? ModelReaction.callsTool("show_evolution", "{\"version\": 2}")
                        : ModelReaction.says(TEXT))) {
            AiMessage wish = ask(wire, server, question()).answer().aiMessage();
            ToolExecutionRequest call = wish.toolExecutionRequests().get(0);
            ChatRequest next = ChatRequest.builder()
                    .messages(
                            UserMessage.from("Show v2"),
                            wish,
                            ToolExecutionResultMessage.from(call, "{\"bitrateMbps\":0.25}"))
                    .toolSpecifications(STATUS)
                    .build();
            AiMessage answer = ask(wire, server, next).answer().aiMessage();

            assertThat(call.name()).isEqualTo("show_evolution");
            assertThat(call.arguments().replace(" ", "")).isEqualTo("{\"version\":2}");
            assertThat(answer.text()).isEqualTo(TEXT);
            assertThat(server.questions().get(0).body()).contains("show_evolution", "A version.", "its number");
            assertThat(server.questions().get(1).body()).contains("bitrateMbps", "0.25");
        }
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void a_refusal_is_an_answer(ModelWire wire) {
        Heard heard = asked(wire, ModelReaction.refuses("I cannot help with that."));

        assertThat(heard.answer().aiMessage().text()).isNotBlank();
        assertThat(String.join("", heard.pieces))
                .isEqualTo(heard.answer().aiMessage().text());
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void a_broken_connection_is_told_and_its_beginning_is_no_answer(ModelWire wire) {
        Heard heard = asked(wire, ModelReaction.breaksOff("a beginning"));

        assertThat(heard.response).isNull();
        assertThat(heard.failure).isInstanceOf(ProposerException.class);
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void too_many_requests_are_told_with_advice_and_not_tried_again(ModelWire wire) {
        ModelReaction busy = ModelReaction.fails(429, "rate_limit_error", "slow down", Map.of("retry-after", "7"));
        try (StubModelServer server = StubModelServer.start(wire, question -> busy)) {
            Heard heard = ask(wire, server, question());

            assertThat(heard.failure)
                    .isInstanceOfSatisfying(
                            ProposerException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED));
            assertThat(server.questions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(ModelWire.class)
    void an_answer_that_never_ends_is_cut_and_refused(ModelWire wire) {
        try (StubModelServer server =
                StubModelServer.start(wire, question -> ModelReaction.says("word ".repeat(10_000)))) {
            Heard heard = new Heard();
            model(server, wire, StubModelServer.KEY, 1_000).chat(question(), heard);

            assertThat(heard.response).isNull();
            assertThat(heard.failure)
                    .isInstanceOfSatisfying(
                            ProposerException.class,
                            failure -> assertThat(failure.getMessage()).contains("longer than 1000 characters"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelWire.class,
            names = {"ANTHROPIC", "OPENAI"})
    void a_wrong_key_is_told_without_printing_it(ModelWire wire) {
        String wrong = "sk-wrong-9876543210";
        try (StubModelServer server = StubModelServer.start(wire, question -> ModelReaction.says(TEXT))) {
            Heard heard = new Heard();
            model(server, wire, wrong, 1_000_000).chat(question(), heard);

            assertThat(heard.failure).isInstanceOfSatisfying(ProposerException.class, failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                assertThat(failure.toString()).doesNotContain(wrong);
            });
        }
    }
}
