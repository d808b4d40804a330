package io.evoforge.llm.langchain4j;

/** Is told of every answered call, by the thread that made it, before the answer is handed on. */
@FunctionalInterface
public interface CallListener {
    /** Hears nothing. */
    CallListener NONE = call -> {};

    /** A call was answered. What this throws is logged, and changes nothing: the answer may be paid for. */
    void answered(ModelCall call);

    /** Tells this listener, then {@code next}. */
    default CallListener andThen(CallListener next) {
        return call -> {
            answered(call);
            next.answered(call);
        };
    }
}
