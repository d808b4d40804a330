package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks at a candidate's text before anything else does: its size, characters that hide what it says, and secrets. What
 * the code does is judged from its bytecode, where no spelling can hide it.
 */
public final class SourcePolicy {
    private static final int MOST_BYTES = 256 * 1024;
    /** Three times what a long codec needs; less than the bitstreams that it might carry along. */
    private static final int MOST_COMPRESSED_BYTES = 48 * 1024;

    /** Refuses a text that no compiler should see. */
    public void check(SourceCode source) throws CandidateFault {
        String text = source.text();
        if (text.isBlank()) {
            throw fault("it is empty; answer with one whole source file", 0, 0);
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw fault(
                    "it has " + bytes + " bytes, and " + MOST_BYTES + " are the most; compute tables instead of listing"
                            + " them",
                    0,
                    0);
        }
        checkCharacters(text);
        int compressed = SourceSize.compressedBytes(source);
        if (compressed > MOST_COMPRESSED_BYTES) {
            throw fault(
                    "it has " + compressed + " bytes even when compressed, and " + MOST_COMPRESSED_BYTES
                            + " are the most; a codec computes its tables and carries no data",
                    0,
                    0);
        }
        OptionalInt secret = SecretForms.find(text);
        if (secret.isPresent()) {
            throw fault("it holds what looks like a secret key or token; remove it", text, secret.getAsInt());
        }
    }

    private static void checkCharacters(String text) throws CandidateFault {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            Optional<String> reason = objection(character);
            if (reason.isPresent()) {
                throw fault(
                        String.format("it holds the character U+%04X, %s; remove it", character, reason.get()),
                        text,
                        i);
            }
            i += Character.charCount(character);
        }
    }

    private static Optional<String> objection(int character) {
        if (character == '\n' || character == '\r' || character == '\t') {
            return Optional.empty();
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL -> Optional.of("a control character");
            case Character.FORMAT -> Optional.of("which is invisible and can hide what the code says");
            case Character.SURROGATE -> Optional.of("half of a character");
            case Character.PRIVATE_USE -> Optional.of("which has no common meaning");
            case Character.UNASSIGNED -> Optional.of("which Unicode does not define");
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                Optional.of("a line break that the compiler does not see");
            default -> Optional.empty();
        };
    }

    private static CandidateFault fault(String reason, String text, int at) {
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at - 1);
        return fault(reason + " (line " + line + ", column " + column + ")", line, column);
    }

    private static CandidateFault fault(String reason, int line, int column) {
        return new CandidateFault(
                Refusal.Stage.SOURCE,
                "the source is refused: " + reason,
                line == 0 ? List.of() : List.of(new Diagnostic(line, column, reason)));
    }
}
