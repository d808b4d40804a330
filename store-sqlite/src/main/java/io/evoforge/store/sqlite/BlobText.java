package io.evoforge.store.sqlite;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.io.IOException;

/**
 * Long texts in an event's JSON: the digest stands there, the text is in the {@link BlobStore} of the call. Without such a
 * store the text itself stands there.
 */
final class BlobText {
    /** The attribute under which a call carries its {@link BlobStore}. */
    static final String STORE = BlobText.class.getName();

    private BlobText() {}

    private static void write(String text, JsonGenerator json, SerializerProvider context) throws IOException {
        Object store = context.getAttribute(STORE);
        json.writeString(store instanceof BlobStore blobs ? blobs.put(text).hex() : text);
    }

    private static String read(JsonParser json, DeserializationContext context) throws IOException {
        return ((BlobStore) context.getAttribute(STORE)).get(new Sha256(json.getText()));
    }

    /** Writes a long string. */
    static final class Writer extends JsonSerializer<String> {
        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider context) throws IOException {
            write(text, json, context);
        }
    }

    /** Reads a long string. */
    static final class Reader extends JsonDeserializer<String> {
        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return read(json, context);
        }
    }

    /** Writes a source. */
    static final class SourceWriter extends JsonSerializer<SourceCode> {
        @Override
        public void serialize(SourceCode source, JsonGenerator json, SerializerProvider context) throws IOException {
            write(source.text(), json, context);
        }
    }

    /** Reads a source. */
    static final class SourceReader extends JsonDeserializer<SourceCode> {
        @Override
        public SourceCode deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new SourceCode(read(json, context));
        }
    }
}
