package io.evoforge.tools;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a tool answered. Both cases are normal: whoever calls a tool is told why it could not do its work, rather than
 * shown an exception.
 *
 * @param <T> what the tool answers with
 */
public sealed interface ToolResult<T> {
    /** The tool did its work. */
    record Done<T>(T value) implements ToolResult<T> {}

    /** The tool did nothing that is left; {@code refusal} says why and what to do next. */
    record Refused<T>(ToolRefusal refusal) implements ToolResult<T> {}

    /** A finished answer. */
    static <T> ToolResult<T> done(T value) {
        return new Done<>(value);
    }

    /** A refusal. */
    static <T> ToolResult<T> refused(ToolRefusal.Reason reason, String message) {
        return new Refused<>(new ToolRefusal(reason, message));
    }

    /** The answer; empty if the tool refused. */
    default Optional<T> answer() {
        return match(value -> Optional.of(value), refusal -> Optional.empty());
    }

    /** The refusal; empty if the tool did its work. */
    default Optional<ToolRefusal> whyNot() {
        return match(done -> Optional.empty(), refusal -> Optional.of(refusal));
    }

    /** Applies the function for this case. */
    default <R> R match(Function<T, R> done, Function<ToolRefusal, R> refused) {
        if (this instanceof Done<T> d) {
            return done.apply(d.value());
        }
        return refused.apply(((Refused<T>) this).refusal());
    }
}
