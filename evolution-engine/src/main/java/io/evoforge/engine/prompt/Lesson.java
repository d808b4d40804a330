package io.evoforge.engine.prompt;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.source.Sha256;
import java.util.List;

/**
 * What later prompts may know of a candidate. Nothing in it comes from held-out sequences.
 *
 * @param candidate its number
 * @param parent digest of the source it was developed from
 * @param canonical digest of its canonical source, or the parent's if there was no source
 * @param summary one line by its proposer; untrusted text
 * @param adopted whether it became the champion
 * @param reason what became of it, in one line
 * @param diagnostics details, such as a compiler's messages
 */
public record Lesson(
        long candidate,
        Sha256 parent,
        Sha256 canonical,
        String summary,
        boolean adopted,
        String reason,
        List<Diagnostic> diagnostics) {
    /** More details of one failure help nobody, in number and in characters each. */
    private static final int MOST_DIAGNOSTICS = 6;

    private static final int LONGEST_TEXT = 600;

    public Lesson {
        diagnostics = diagnostics.stream()
                .limit(MOST_DIAGNOSTICS)
                .map(diagnostic ->
                        new Diagnostic(diagnostic.line(), diagnostic.column(), shortened(diagnostic.message())))
                .toList();
        reason = shortened(reason);
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " [...]";
    }
}
