package io.evoforge.tools.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.catalog.ToolDefinition;
import io.evoforge.tools.catalog.ToolDefinition.Effect;
import io.evoforge.tools.catalog.ToolJson;
import io.evoforge.tools.chat.ChatReply;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.ChatTexts;
import io.evoforge.tools.chat.Confirmation;
import io.evoforge.tools.chat.Conversation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation in which a model answers and calls tools. */
final class ModelConversation implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(ModelConversation.class);
    private static final int LONGEST_ANSWER = 200_000;

    private final EvoforgeTools tools;
    private final ModelCall model;
    private final ChatSettings settings;
    private final ChatTexts texts;
    private final ChatSpend spend;
    private final List<ToolSpecification> specifications;
    private final History history;

    /** Calls the model asked for that are not carried out yet; the first waits for a person if any is there. */
    private final Deque<ToolExecutionRequest> waiting = new ArrayDeque<>();

    private int callsLeft;

    /** What the person asked for, of which a confirmed call is part. */
    private String request = "";

    ModelConversation(
            EvoforgeTools tools,
            ModelCall model,
            ChatSettings settings,
            ChatTexts texts,
            ChatSpend spend,
            String instructions) {
        this.tools = tools;
        this.model = model;
        this.settings = settings;
        this.texts = texts;
        this.spend = spend;
        this.history = new History(instructions, settings.historyMessages());
        this.specifications = tools.specifications();
    }

    @Override
    public synchronized ChatReply say(String message, Consumer<String> pieces) {
        if (message.length() > LONGEST_MESSAGE || message.isBlank()) {
            String text = "That message has " + message.length() + " characters; I read 1 to " + LONGEST_MESSAGE + ".";
            pieces.accept(text);
            return new ChatReply(text, false);
        }
        StringBuilder said = new StringBuilder();
        Consumer<String> both = piece -> {
            if (said.length() < LONGEST_ANSWER) {
                said.append(piece);
                pieces.accept(piece);
            }
        };
        TokenUsage before = spend.total();
        callsLeft = settings.toolCalls();
        boolean asks;
        try {
            asks = waiting.isEmpty() ? asked(message, both) : answered(message, both);
        } catch (RuntimeException e) {
            LOG.warn("the model did not answer", e);
            waiting.clear();
            history.forgetLastTurn();
            both.accept("The model cannot be asked: " + e.getMessage()
                    + "\nWhat tools did before is done; nothing else was changed. Try again later.");
            asks = false;
        }
        return new ChatReply(said.toString(), asks, spend.since(before));
    }

    private boolean asked(String message, Consumer<String> pieces) {
        request = message;
        history.add(UserMessage.from(message));
        return goOn(pieces);
    }

    /** The person was asked about the first call that waits. Only a yes carries it out. */
    private boolean answered(String message, Consumer<String> pieces) {
        Confirmation answer = Confirmation.of(message);
        if (answer == Confirmation.YES) {
            carryOut(waiting.remove());
            return workOff(pieces) || goOn(pieces);
        }
        for (ToolExecutionRequest request : waiting) {
            history.add(ToolExecutionResultMessage.from(request, "The person declined. Do not call it again unasked."));
        }
        waiting.clear();
        if (answer == Confirmation.NEITHER) {
            return asked(message, pieces);
        }
        String text = "All right, nothing is done.";
        history.add(AiMessage.from(text));
        pieces.accept(text);
        return false;
    }

    /** Lets the model speak until it needs nothing more; true if a person has to confirm something first. */
    private boolean goOn(Consumer<String> pieces) {
        while (true) {
            ChatRequest.Builder question = ChatRequest.builder().messages(history.all());
            if (callsLeft > 0) {
                question.toolSpecifications(specifications);
            }
            AiMessage answer = answerTo(question.build(), pieces);
            if (!answer.hasToolExecutionRequests()) {
                history.add(answer.text() == null ? AiMessage.from("") : answer);
                return false;
            }
            if (callsLeft <= 0) {
                throw new IllegalStateException(
                        "it wanted more than " + settings.toolCalls() + " tools for one answer");
            }
            history.add(answer);
            waiting.addAll(answer.toolExecutionRequests());
            if (workOff(pieces)) {
                return true;
            }
        }
    }

    private AiMessage answerTo(ChatRequest question, Consumer<String> pieces) {
        Long limit = settings.microdollars();
        if (limit != null && spend.total().microdollars() >= limit) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "the $%.2f that this chat may spend are used up, so raise that limit", limit / 1e6));
        }
        ChatResponse answer = model.ask(question, pieces);
        spend.add(answer);
        return answer.aiMessage();
    }

    /** Carries out what waits; true if the next of it has to be confirmed by a person. */
    private boolean workOff(Consumer<String> pieces) {
        while (!waiting.isEmpty()) {
            ToolExecutionRequest next = waiting.element();
            Optional<ToolDefinition> definition = definition(next.name());
            boolean writes = definition.map(one -> one.effect() != Effect.READS).orElse(false);
            if (writes && settings.confirms()) {
                pieces.accept(question(definition.orElseThrow(), next));
                return true;
            }
            carryOut(waiting.remove());
        }
        return false;
    }

    private static String question(ToolDefinition definition, ToolExecutionRequest request) {
        return "\n" + definition.title() + arguments(request) + ": " + definition.description() + " Go on? (yes/no)";
    }

    private static String arguments(ToolExecutionRequest request) {
        Map<String, Object> arguments = read(request).orElse(Map.of());
        return arguments.isEmpty()
                ? ""
                : arguments.entrySet().stream()
                        .map(one -> one.getKey() + " " + shortened(String.valueOf(one.getValue())))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }

    private void carryOut(ToolExecutionRequest request) {
        callsLeft--;
        String result = callsLeft < 0
                ? "Too many calls for one answer; answer with what you know."
                : read(request)
                        .map(arguments -> called(request.name(), arguments))
                        .orElse("The arguments are not one JSON object; call again with valid JSON.");
        history.add(ToolExecutionResultMessage.from(request, result));
    }

    /** A fault of ours in a tool is told to the model, which tells the person, and is in the log. */
    private String called(String name, Map<String, Object> arguments) {
        try {
            return definition(name)
                    .map(definition -> definition
                            .call(arguments)
                            .match(
                                    answer -> ToolJson.write(withText(name, answer)),
                                    refusal -> ToolJson.write(ToolJson.toMap(refusal))))
                    .orElseGet(() -> tools.call(name, arguments));
        } catch (RuntimeException e) {
            LOG.error("the tool {} failed unexpectedly", name, e);
            return "The tool failed unexpectedly; the log says more.";
        }
    }

    /** The answer, and what we would tell the person ourselves. */
    private Map<String, Object> withText(String name, Record answer) {
        Map<String, Object> map = new LinkedHashMap<>(ToolJson.toMap(answer));
        texts.told(name, answer, request).ifPresent(text -> map.put("text", text));
        return map;
    }

    private static Optional<Map<String, Object>> read(ToolExecutionRequest request) {
        try {
            return Optional.of(ToolJson.readArguments(request.arguments() == null ? "" : request.arguments()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<ToolDefinition> definition(String name) {
        return tools.allowed().stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
