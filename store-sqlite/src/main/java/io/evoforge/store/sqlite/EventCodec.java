package io.evoforge.store.sqlite;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events as JSON. What is written here is read for years: a change of any name below, or of a component of an event,
 * needs a new schema version and a migration.
 */
final class EventCodec {
    private static final Map<String, Class<? extends RunEvent>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("started", RunEvent.Started.class);
        KINDS.put("planned", RunEvent.Planned.class);
        KINDS.put("replied", RunEvent.Replied.class);
        KINDS.put("unusable", RunEvent.Unusable.class);
        KINDS.put("evaluated", RunEvent.Evaluated.class);
        KINDS.put("decided", RunEvent.Decided.class);
        KINDS.put("adopted", RunEvent.Adopted.class);
        KINDS.put("published", RunEvent.Published.class);
        KINDS.put("publication-delayed", RunEvent.PublicationDelayed.class);
        KINDS.put("withdrawn", RunEvent.Withdrawn.class);
        KINDS.put("reviewed", RunEvent.Reviewed.class);
        KINDS.put("review-failed", RunEvent.ReviewFailed.class);
        KINDS.put("overtaken", RunEvent.Overtaken.class);
    }

    private static final String BASE = "base";

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(SourceCode.class, new BlobText.SourceWriter())
                    .addDeserializer(SourceCode.class, new BlobText.SourceReader()))
            .addMixIn(EvaluationOutcome.class, EventMixins.Outcome.class)
            .addMixIn(RunEvent.Planned.class, EventMixins.WithPrompt.class)
            .addMixIn(RunEvent.Replied.class, EventMixins.WithPrompt.class)
            .addMixIn(ModelReply.class, EventMixins.WithText.class)
            // Only the components of a record are stored, not what is computed from them.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** The name under which events of this class are stored. */
    String kind(RunEvent event) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue() == event.getClass())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind for " + event.getClass()));
    }

    String write(RunEvent event, BlobStore blobs) throws IOException {
        return mapper.writer().withAttribute(BlobText.STORE, blobs).writeValueAsString(event);
    }

    /** One line that needs no store beside it: long texts stand in it as they are. */
    String writeWhole(long sequence, RunEvent event) throws IOException {
        ObjectNode line = mapper.createObjectNode().put("sequence", sequence).put("kind", kind(event));
        line.setAll((ObjectNode) mapper.readTree(mapper.writeValueAsString(event)));
        return mapper.writeValueAsString(line);
    }

    RunEvent read(String kind, String json, BlobStore blobs) throws IOException {
        Class<? extends RunEvent> type = KINDS.get(kind);
        if (type == null) {
            throw new IOException("its kind '" + kind + "' is not known");
        }
        return mapper.readerFor(type).withAttribute(BlobText.STORE, blobs).readValue(ofThisSchema(type, json));
    }

    /** Events of schema version 1 do not say what an evolution is based on: it was the version before it. */
    private String ofThisSchema(Class<? extends RunEvent> type, String json) throws IOException {
        if (type != RunEvent.Adopted.class) {
            return json;
        }
        JsonNode adopted = mapper.readTree(json);
        if (adopted.get("evolution") instanceof ObjectNode evolution && !evolution.has(BASE)) {
            evolution.putNull(BASE);
            return mapper.writeValueAsString(adopted);
        }
        return json;
    }
}
