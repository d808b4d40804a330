package io.evoforge.testkit.proposal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** One answer of {@link StubModelServer}, written piece by piece in the provider's wire format. */
public final class ModelStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int CHARACTERS_PER_PIECE = 24;
    /** Long answers come in larger pieces, so that tests stay fast. */
    private static final int MOST_PIECES = 400;

    private final ModelWire wire;
    private final ModelQuestion question;
    private final HttpExchange exchange;
    private final CountDownLatch closing;
    private int outputCharacters;
    private boolean blockOpen;

    /** Why a model stopped. */
    public enum Finish {
        /** It was done. */
        STOP,
        /** The length limit. */
        LENGTH,
        /** It wants a tool. */
        TOOL,
        /** It declined. */
        REFUSAL
    }

    ModelStream(ModelWire wire, ModelQuestion question, HttpExchange exchange, CountDownLatch closing) {
        this.wire = wire;
        this.question = question;
        this.exchange = exchange;
        this.closing = closing;
    }

    /** Sends the status and what comes before the text. */
    public void begin() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", wire.streamType());
        exchange.sendResponseHeaders(200, 0);
        if (wire == ModelWire.ANTHROPIC) {
            ObjectNode message = object().put("id", "msg_01" + question.number())
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("model", question.model());
            message.putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.putObject("usage").put("input_tokens", inputTokens()).put("output_tokens", 1);
            event("message_start", (ObjectNode) object().set("message", message));
            event("ping", object());
        } else if (wire == ModelWire.OPENAI) {
            chunk(object().put("role", "assistant").put("content", ""), null);
        }
    }

    /** Sends text, in pieces as tokens come. */
    public void text(String text) throws IOException {
        int size = Math.max(CHARACTERS_PER_PIECE, text.length() / MOST_PIECES);
        for (int at = 0; at < text.length(); at += size) {
            piece(text.substring(at, Math.min(text.length(), at + size)));
        }
    }

    /** Sends text in one piece. */
    public void piece(String piece) throws IOException {
        outputCharacters += piece.length();
        switch (wire) {
            case ANTHROPIC -> {
                openBlock(object().put("type", "text").put("text", ""));
                ObjectNode delta = object().put("index", 0);
                delta.putObject("delta").put("type", "text_delta").put("text", piece);
                event("content_block_delta", delta);
            }
            case OPENAI -> chunk(object().put("content", piece), null);
            case OLLAMA -> line(ollama(piece, false));
        }
    }

    /** Sends what a provider sends instead of text when the model declines. */
    public void refusal(String text) throws IOException {
        if (wire == ModelWire.OPENAI) {
            chunk(object().put("refusal", text), null);
        } else {
            text(text);
        }
    }

    /** Sends a tool call with these arguments, a JSON object. */
    public void toolCall(String name, String arguments) throws IOException {
        switch (wire) {
            case ANTHROPIC -> {
                ObjectNode block = object().put("type", "tool_use")
                        .put("id", "toolu_" + question.number())
                        .put("name", name);
                block.putObject("input");
                openBlock(block);
                ObjectNode delta = object().put("index", 0);
                delta.putObject("delta").put("type", "input_json_delta").put("partial_json", arguments);
                event("content_block_delta", delta);
            }
            case OPENAI -> {
                ObjectNode delta = object();
                ObjectNode call = delta.putArray("tool_calls").addObject();
                call.put("index", 0).put("id", "call_" + question.number()).put("type", "function");
                call.putObject("function").put("name", name).put("arguments", arguments);
                chunk(delta, null);
            }
            case OLLAMA -> {
                ObjectNode root = ollama("", false);
                ObjectNode message = (ObjectNode) root.get("message");
                ObjectNode function = message.putArray("tool_calls").addObject().putObject("function");
                function.put("name", name).set("arguments", JSON.readTree(arguments));
                line(root);
            }
        }
    }

    /** Sends the end with the usage, and closes. */
    public void end(Finish finish) throws IOException {
        switch (wire) {
            case ANTHROPIC -> endAnthropic(finish);
            case OPENAI -> endOpenAi(finish);
            case OLLAMA -> {
                ObjectNode last = ollama("", true);
                last.put("done_reason", finish == Finish.LENGTH ? "length" : "stop");
                last.put("prompt_eval_count", inputTokens()).put("eval_count", outputTokens());
                line(last);
            }
        }
        exchange.close();
    }

    private void endAnthropic(Finish finish) throws IOException {
        if (blockOpen) {
            event("content_block_stop", object().put("index", 0));
        }
        ObjectNode delta = object();
        delta.putObject("delta")
                .put(
                        "stop_reason",
                        switch (finish) {
                            case STOP -> "end_turn";
                            case LENGTH -> "max_tokens";
                            case TOOL -> "tool_use";
                            case REFUSAL -> "refusal";
                        })
                .putNull("stop_sequence");
        delta.putObject("usage").put("output_tokens", outputTokens());
        event("message_delta", delta);
        event("message_stop", object());
    }

    private void endOpenAi(Finish finish) throws IOException {
        chunk(
                object(),
                switch (finish) {
                    case STOP, REFUSAL -> "stop";
                    case LENGTH -> "length";
                    case TOOL -> "tool_calls";
                });
        ObjectNode usage = openAi();
        usage.putArray("choices");
        usage.putObject("usage")
                .put("prompt_tokens", inputTokens())
                .put("completion_tokens", outputTokens())
                .put("total_tokens", inputTokens() + outputTokens());
        data(usage.toString());
        data("[DONE]");
    }

    /** Sends an error in the middle of an answer, as the provider does, and closes. */
    public void error(String type, String message) throws IOException {
        switch (wire) {
            case ANTHROPIC -> {
                ObjectNode error = object();
                error.putObject("error").put("type", type).put("message", message);
                event("error", error);
            }
            case OPENAI -> {
                ObjectNode error = object();
                error.putObject("error").put("type", type).put("message", message);
                data(error.toString());
            }
            case OLLAMA -> line(object().put("error", message));
        }
        exchange.close();
    }

    /** Answers with an error status in the provider's form. */
    public void failure(int status, String type, String message, Map<String, String> headers) throws IOException {
        ObjectNode root = object();
        if (wire == ModelWire.OLLAMA) {
            root.put("error", message);
        } else {
            if (wire == ModelWire.ANTHROPIC) {
                root.put("type", "error");
            }
            root.putObject("error").put("type", type).put("message", message);
        }
        raw(status, "application/json", root.toString(), headers);
    }

    /** Answers with anything. */
    public void raw(int status, String contentType, String body, Map<String, String> headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Ends the answer's transfer without its end. */
    public void hangUp() throws IOException {
        exchange.getResponseBody().flush();
        throw new IOException("the stub hangs up");
    }

    /** Keeps the connection open and sends nothing more, until the server is closed. */
    public void stall() throws InterruptedException {
        closing.await();
    }

    /** What was asked. */
    public ModelQuestion question() {
        return question;
    }

    private int inputTokens() {
        int characters = question.messages().stream().mapToInt(String::length).sum();
        return characters / CHARACTERS_PER_TOKEN + 8;
    }

    private int outputTokens() {
        return outputCharacters / CHARACTERS_PER_TOKEN + 1;
    }

    private void openBlock(ObjectNode block) throws IOException {
        if (!blockOpen) {
            blockOpen = true;
            event("content_block_start", (ObjectNode) object().put("index", 0).set("content_block", block));
        }
    }

    private void event(String name, ObjectNode data) throws IOException {
        write("event: " + name + "\ndata: " + object().put("type", name).setAll(data) + "\n\n");
    }

    private ObjectNode openAi() {
        return object().put("id", "chatcmpl-" + question.number())
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", question.model());
    }

    private void chunk(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) throws IOException {
        ObjectNode root = openAi();
        ArrayNode choices = root.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        data(root.toString());
    }

    private void data(String data) throws IOException {
        write("data: " + data + "\n\n");
    }

    private ObjectNode ollama(String content, boolean done) {
        ObjectNode root = object().put("model", question.model()).put("created_at", "2026-01-01T00:00:00Z");
        root.putObject("message").put("role", "assistant").put("content", content);
        return root.put("done", done);
    }

    private void line(ObjectNode object) throws IOException {
        write(JSON.writeValueAsString(object) + "\n");
    }

    private void write(String text) throws IOException {
        OutputStream body = exchange.getResponseBody();
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static ObjectNode object() {
        return NODES.objectNode();
    }
}
