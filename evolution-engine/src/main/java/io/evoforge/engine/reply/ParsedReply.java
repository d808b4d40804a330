package io.evoforge.engine.reply;

import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.function.Function;

/** What {@link ReplyParser#parse} found. Both cases are normal. */
public sealed interface ParsedReply {
    /**
     * The answer holds a new source.
     *
     * @param source the whole file
     * @param canonical digest of its {@linkplain CanonicalSource canonical form}, by which duplicates are recognised
     * @param summary one line of at most 72 characters by the model; untrusted text without control characters
     */
    record Usable(SourceCode source, Sha256 canonical, String summary) implements ParsedReply {}

    /**
     * The answer holds no source that could be evaluated.
     *
     * @param reason what is wrong with it and what to do instead, for the model
     */
    record Unusable(String reason) implements ParsedReply {}

    /** Applies the function for this case. */
    default <T> T match(Function<Usable, T> usable, Function<Unusable, T> unusable) {
        if (this instanceof Usable u) {
            return usable.apply(u);
        }
        return unusable.apply((Unusable) this);
    }
}
