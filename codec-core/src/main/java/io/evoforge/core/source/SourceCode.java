package io.evoforge.core.source;

import java.util.Objects;

/** The text of one candidate: a whole source file. Immutable; equal when the text is. */
public final class SourceCode {
    private final String text;
    private final Sha256 sha256;

    /** A source with this text, taken as it is. */
    public SourceCode(String text) {
        this.text = Objects.requireNonNull(text, "text");
        this.sha256 = Sha256.of(text);
    }

    /** The whole file. */
    public String text() {
        return text;
    }

    /** The digest of the text in UTF-8; what a source is known by. */
    public Sha256 sha256() {
        return sha256;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceCode source && text.equals(source.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "SourceCode[" + sha256.shortHex() + ", " + text.length() + " characters]";
    }
}
