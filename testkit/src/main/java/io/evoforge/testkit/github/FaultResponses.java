package io.evoforge.testkit.github;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns replies and faults into WireMock's answers. */
final class FaultResponses {
    private static final int DROPS = 20;
    private static final int MAXIMUM_FLOOD = 64_000_000;

    private FaultResponses() {}

    static ResponseDefinitionBuilder plain(Reply reply) {
        ResponseDefinitionBuilder response =
                WireMock.aResponse().withStatus(reply.status()).withBody(reply.body());
        reply.headers().forEach(response::withHeader);
        return response;
    }

    static ResponseDefinitionBuilder of(Fault fault, @Nullable Reply reply) {
        Reply usual = reply == null ? Reply.empty(500) : reply;
        ResponseDefinitionBuilder response = switch (fault.kind()) {
            case DROP -> broken(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
            case RESET -> broken(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
            case GARBAGE -> broken(com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
            case MALFORMED_CHUNK -> broken(com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK);
            case ANSWER -> plain(new Refusal(fault.status(), fault.text()).reply());
            case HTML ->
                plain(Reply.html(
                        fault.status(),
                        "<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>"
                                + "We had issues producing the response to your request.</body></html>"));
            case SILENCE -> plain(usual).withFixedDelay((int) fault.duration().toMillis());
            case DRIBBLE ->
                plain(usual).withBody(padded(usual.body())).withChunkedDribbleDelay(DROPS, (int)
                        fault.duration().toMillis());
            case FLOOD ->
                plain(Reply.ok(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode()))
                        .withBody(flood((int) Math.min(fault.bytes(), MAXIMUM_FLOOD)));
        };
        fault.headers().forEach(response::withHeader);
        return response;
    }

    private static ResponseDefinitionBuilder broken(com.github.tomakehurst.wiremock.http.Fault fault) {
        return WireMock.aResponse().withFault(fault);
    }

    /** JSON may end in blanks, and an empty body cannot dribble. */
    private static byte[] padded(byte[] body) {
        byte[] padded = Arrays.copyOf(body, body.length + 2 * DROPS);
        Arrays.fill(padded, body.length, padded.length, (byte) ' ');
        return padded;
    }

    private static byte[] flood(int size) {
        byte[] body = new byte[Math.max(size, 16)];
        Arrays.fill(body, (byte) 'x');
        byte[] start = "{\"flood\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return body;
    }
}
