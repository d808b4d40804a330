package io.evoforge.llm.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.evoforge.core.proposal.ProposerException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the raw events of an answer before LangChain4j does, for what it does not pass on: refusals, errors in the middle
 * of a stream, text that is no event at all, and whether the end came.
 */
final class StreamWatch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder refusal = new StringBuilder();
    private boolean refused;
    private boolean ended;
    private boolean begun;
    private @Nullable ModelFault fault;

    /** Whether the model or its provider declined. */
    boolean refused() {
        return refused;
    }

    /** What was said about it apart from the answer; may be empty. */
    String refusal() {
        return refusal.toString();
    }

    /** Whether the provider marked the end of its answer. */
    boolean ended() {
        return ended;
    }

    /** Whether any event came. */
    boolean begun() {
        return begun;
    }

    @Nullable
    ModelFault fault() {
        return fault;
    }

    /** A listener that shows every event to this, and then to {@code next}. */
    ServerSentEventListener before(ServerSentEventListener next) {
        return new ServerSentEventListener() {
            @Override
            public void onOpen(SuccessfulHttpResponse response) {
                next.onOpen(response);
            }

            @Override
            public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                if (fault != null) {
                    return;
                }
                see(event);
                if (fault != null) {
                    context.parsingHandle().cancel();
                    next.onError(fault);
                    return;
                }
                try {
                    next.onEvent(event, context);
                } catch (RuntimeException e) {
                    fault = ModelFault.lasting(
                            Reason.PROTOCOL, "its answer is not in the form of its interface: " + shortened(e), e);
                    context.parsingHandle().cancel();
                }
            }

            @Override
            public void onError(Throwable failure) {
                next.onError(failure);
            }
        };
    }

    private void see(ServerSentEvent event) {
        begun = true;
        String data = event.data() == null ? "" : event.data();
        if (data.equals("[DONE]")) {
            ended = true;
            return;
        }
        if (data.isBlank()) {
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(data);
        } catch (JsonProcessingException e) {
            fault = ModelFault.lasting(
                    Reason.PROTOCOL,
                    "its answer is not JSON (" + ErrorText.of(data).text() + ")",
                    e);
            return;
        }
        if (root.hasNonNull("error") || "error".equals(event.event())) {
            fault = errorInStream(data);
            return;
        }
        JsonNode choice = root.path("choices").path(0);
        if (choice.path("delta").hasNonNull("refusal")) {
            refused = true;
            refusal.append(choice.path("delta").path("refusal").asText());
        }
        String reason = choice.path("finish_reason")
                .asText(root.path("delta").path("stop_reason").asText(""));
        refused |= reason.equals("refusal") || reason.equals("content_filter");
        ended |= choice.hasNonNull("finish_reason")
                || "message_stop".equals(root.path("type").asText())
                || root.path("done").asBoolean();
    }

    /** The same kinds of error as by status, when the status was sent before the trouble began. */
    private static ModelFault errorInStream(String data) {
        ErrorText error = ErrorText.of(data);
        String said = "it broke its answer off with an error (" + error.text() + ")";
        return switch (error.type()) {
            case "overloaded_error", "rate_limit_error", "rate_limit_exceeded", "429", "529" ->
                ModelFault.busy(said, null);
            case "authentication_error", "permission_error", "invalid_api_key" ->
                ModelFault.lasting(Reason.UNAUTHENTICATED, said, null);
            case "invalid_request_error", "not_found_error", "insufficient_quota" ->
                ModelFault.lasting(Reason.REFUSED, said, null);
            default -> ModelFault.unreachable(said, null);
        };
    }

    private static String shortened(RuntimeException e) {
        return ErrorText.of(String.valueOf(e.getMessage())).text();
    }
}
