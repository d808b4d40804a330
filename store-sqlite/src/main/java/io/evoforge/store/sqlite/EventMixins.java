package io.evoforge.store.sqlite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.evoforge.core.evaluation.EvaluationOutcome;

/** How the domain's values look as JSON, said here so that the domain need not know JSON. */
final class EventMixins {
    private EventMixins() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = EvaluationOutcome.Measured.class, name = "measured"),
        @JsonSubTypes.Type(value = EvaluationOutcome.Refused.class, name = "refused")
    })
    interface Outcome {}

    /** Events with a prompt. */
    abstract static class WithPrompt {
        @JsonSerialize(using = BlobText.Writer.class)
        @JsonDeserialize(using = BlobText.Reader.class)
        abstract String prompt();
    }

    /** Values with a long text. */
    abstract static class WithText {
        @JsonSerialize(using = BlobText.Writer.class)
        @JsonDeserialize(using = BlobText.Reader.class)
        abstract String text();
    }
}
