package io.evoforge.tools.langchain4j;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.Bench;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.catalog.ToolCatalog;
import io.evoforge.tools.catalog.ToolDefinition;
import io.evoforge.tools.catalog.ToolParameter;
import io.evoforge.tools.chat.ChatReply;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.Conversation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelChatTest {
    private final Bench bench =
            new Bench().adopted(1, evolution(1).bits(1).build(), evolution(2).build());
    private final Script script = new Script();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_model_shows_the_status_that_the_tool_gave() {
        script.calls("repository_status", "{}").says("Branch: main");

        ChatReply reply = say(chat(ChatSettings.DEFAULT), "Show GitHub status");

        assertThat(reply.text()).isEqualTo("Branch: main");
        assertThat(script.lastToolResult()).contains("\"branch\":\"main\"", "\"totalCommits\":1", "\"version\":\"v2\"");
    }

    @Test
    void what_the_model_wants_committed_waits_for_a_yes_of_the_person() {
        script.calls("commit_and_push_latest", "{}").says("✅ Committed v2 to GitHub");
        Conversation conversation = chat(ChatSettings.DEFAULT);

        ChatReply question = say(conversation, "Commit the latest improvements to GitHub");
        int before = bench.remote().log(Bench.MAIN).size();
        ChatReply answer = say(conversation, "yes");

        assertThat(question.asksToConfirm()).isTrue();
        assertThat(question.text()).contains("Commit and push the latest").endsWith("Go on? (yes/no)");
        assertThat(before).isEqualTo(1);
        assertThat(answer).isEqualTo(answered("✅ Committed v2 to GitHub", 1));
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(2);
        assertThat(script.lastToolResult())
                .contains(bench.remote().tip(Bench.MAIN).orElseThrow().hex());
    }

    @Test
    void without_confirmation_the_model_commits_at_once() {
        script.calls("commit_and_push_latest", "{}").says("✅ Committed v2 to GitHub");

        ChatReply reply =
                say(chat(ChatSettings.DEFAULT.withConfirms(false)), "The codec has improved significantly. Commit it.");

        assertThat(reply).isEqualTo(answered("✅ Committed v2 to GitHub", 2));
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(2);
    }

    @Test
    void a_no_is_told_to_the_model_and_nothing_is_written() {
        script.calls("commit_and_push_latest", "{}").says("Fine.");
        Conversation conversation = chat(ChatSettings.DEFAULT);

        say(conversation, "commit");
        ChatReply no = say(conversation, "no");
        say(conversation, "And now?");

        assertThat(no.text()).isEqualTo("All right, nothing is done.");
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
        assertThat(script.lastToolResult()).contains("declined");
    }

    @Test
    void broken_arguments_and_unknown_tools_are_told_to_the_model() {
        script.calls("show_evolution", "{not json")
                .calls("format_disk", "{}")
                .calls("show_evolution", "{\"version\": 2, \"branch\": \"other\"}")
                .says("I give up.");

        ChatReply reply = say(chat(ChatSettings.DEFAULT), "show v2");

        assertThat(reply.text()).isEqualTo("I give up.");
        assertThat(script.toolResults())
                .satisfiesExactly(
                        first -> assertThat(first).contains("not one JSON object"),
                        second -> assertThat(second).contains("no tool of this name"),
                        third -> assertThat(third).contains("There is no argument 'branch'"));
    }

    @Test
    void a_model_that_never_stops_calling_is_stopped() {
        for (int i = 0; i < 50; i++) {
            script.calls("run_status", "{}");
        }

        ChatReply reply = say(chat(ChatSettings.DEFAULT), "how is it?");

        assertThat(reply.text()).contains("more than 10 tools");
        assertThat(script.requests()).hasSize(11);
    }

    @Test
    void a_model_out_of_reach_is_told_and_the_conversation_goes_on() {
        script.fails("connection refused").says("Here again.");
        Conversation conversation = chat(ChatSettings.DEFAULT);

        ChatReply first = say(conversation, "hello");
        ChatReply second = say(conversation, "hello again");

        assertThat(first.text()).contains("The model cannot be asked: connection refused");
        assertThat(second.text()).isEqualTo("Here again.");
        assertThat(script.requests().get(1)).hasSize(2);
    }

    @Test
    void the_oldest_turns_are_forgotten_whole() {
        Conversation conversation = chat(ChatSettings.DEFAULT.withHistoryMessages(6));
        for (int i = 0; i < 10; i++) {
            script.calls("run_status", "{}").says("answer " + i);
            say(conversation, "question " + i);
        }

        assertThat(script.requests()).allSatisfy(messages -> {
            assertThat(messages).hasSizeLessThanOrEqualTo(7);
            assertThat(messages.get(0)).isInstanceOf(SystemMessage.class);
            assertThat(messages.get(1)).isInstanceOf(UserMessage.class);
        });
    }

    @Test
    void pieces_of_an_answer_are_handed_on_as_they_come() {
        StreamingChatModel streaming = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onPartialResponse("All ");
                handler.onPartialResponse("is well.");
                handler.onCompleteResponse(ChatResponse.builder()
                        .aiMessage(AiMessage.from("All is well."))
                        .build());
            }
        };
        List<String> pieces = new ArrayList<>();

        ChatReply reply = ModelChat.streaming(
                        "stub", streaming, bench.tools(), ChatSettings.DEFAULT, bench.clock(), Duration.ofSeconds(30))
                .open()
                .say("how is it?", pieces::add);

        assertThat(pieces).containsExactly("All ", "is well.");
        assertThat(reply.text()).isEqualTo("All is well.");
    }

    @Test
    void a_tool_also_answers_with_our_words_for_the_person() {
        script.calls("commit_and_push_latest", "{}").says("done");

        say(chat(ChatSettings.DEFAULT.withConfirms(false)), "The codec has improved significantly. Commit it.");
        String detailed = script.lastToolResult();
        script.calls("repository_status", "{}").says("done");
        say(chat(ChatSettings.DEFAULT), "Show GitHub status");

        assertThat(detailed).contains("\"text\":\"✅ Committed v2 to GitHub\\n\\nDetails:\\n• Commit: ");
        assertThat(script.lastToolResult()).contains("\"text\":\"Current status:\\nBranch: main\\n");
    }

    @Test
    void what_answers_cost_is_counted_and_limited() {
        script.says("One.").says("Two.");
        ModelChat chat = ModelChat.of(
                        "stub", script, bench.tools(), ChatSettings.DEFAULT.withMicrodollars(100L), bench.clock())
                .withPrice((input, output) -> input * 3 + output * 15);
        Conversation conversation = chat.open();

        ChatReply first = say(conversation, "hello");
        ChatReply second = say(conversation, "hello again");
        ChatReply third = say(conversation, "and again");

        assertThat(first.usage()).isEqualTo(new TokenUsage(10, 2, 60));
        assertThat(second.usage()).isEqualTo(new TokenUsage(10, 2, 60));
        assertThat(third.text()).contains("$0.00 that this chat may spend are used up");
        assertThat(chat.spent()).contains(new TokenUsage(20, 4, 120));
        assertThat(script.requests()).hasSize(2);
    }

    @Test
    void a_model_is_offered_only_what_is_allowed() {
        script.says("Hello.");

        ModelChat.of("stub", script, bench.tools(EnumSet.of(ToolRight.READ)), ChatSettings.DEFAULT, bench.clock())
                .open()
                .say("hello", piece -> {});

        assertThat(script.offered())
                .extracting(ToolSpecification::name)
                .containsExactlyInAnyOrder("repository_status", "latest_evolutions", "show_evolution", "run_status");
    }

    @Test
    void the_annotated_methods_are_the_catalogue() {
        List<ToolDefinition> catalogue = new ToolCatalog(bench.tools()).definitions();
        List<ToolSpecification> annotated = ToolSpecifications.toolSpecificationsFrom(new EvoforgeTools(bench.tools()));

        assertThat(annotated)
                .extracting(ToolSpecification::name)
                .containsExactlyInAnyOrderElementsOf(
                        catalogue.stream().map(ToolDefinition::name).toList());
        for (ToolDefinition definition : catalogue) {
            ToolSpecification specification = annotated.stream()
                    .filter(one -> one.name().equals(definition.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(specification.description()).isEqualTo(definition.description());
            Set<String> names = specification.parameters() == null
                    ? Set.of()
                    : specification.parameters().properties().keySet();
            assertThat(names)
                    .as(definition.name())
                    .hasSameElementsAs(definition.parameters().stream()
                            .map(ToolParameter::name)
                            .toList());
        }
    }

    /** An answer that took {@code calls} calls of the model. */
    private static ChatReply answered(String text, int calls) {
        return new ChatReply(text, false, new TokenUsage(10L * calls, 2L * calls, 0));
    }

    private Conversation chat(ChatSettings settings) {
        return ModelChat.of("stub", script, bench.tools(), settings, bench.clock())
                .open();
    }

    private static ChatReply say(Conversation conversation, String message) {
        StringBuilder pieces = new StringBuilder();
        ChatReply reply = conversation.say(message, pieces::append);
        assertThat(pieces).hasToString(reply.text());
        return reply;
    }

    /** A model that does what it is told, and remembers what it was asked. */
    private static final class Script implements ChatModel {
        private interface Step {
            AiMessage play();
        }

        private final Deque<Step> steps = new ArrayDeque<>();
        private final List<ChatRequest> seen = new ArrayList<>();

        Script says(String text) {
            steps.add(() -> AiMessage.from(text));
            return this;
        }

        Script calls(String tool, String arguments) {
            String id = "call-" + steps.size();
            steps.add(() -> AiMessage.from(ToolExecutionRequest.builder()
                    .id(id)
                    .name(tool)
                    .arguments(arguments)
                    .build()));
            return this;
        }

        Script fails(String reason) {
            steps.add(() -> {
                throw new IllegalStateException(reason);
            });
            return this;
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            seen.add(request);
            return ChatResponse.builder()
                    .aiMessage(steps.remove().play())
                    .tokenUsage(new dev.langchain4j.model.output.TokenUsage(10, 2))
                    .build();
        }

        List<List<ChatMessage>> requests() {
            return seen.stream().map(ChatRequest::messages).toList();
        }

        List<ToolSpecification> offered() {
            return seen.get(seen.size() - 1).toolSpecifications();
        }

        List<String> toolResults() {
            return seen.get(seen.size() - 1).messages().stream()
                    .filter(ToolExecutionResultMessage.class::isInstance)
                    .map(message -> ((ToolExecutionResultMessage) message).text())
                    .toList();
        }

        String lastToolResult() {
            List<String> results = toolResults();
            return results.get(results.size() - 1);
        }
    }
}
