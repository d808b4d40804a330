package io.evoforge.core.gate;

import java.util.function.Function;

/** What {@link AdoptionGate#judge} found. All cases are normal. */
public sealed interface GateVerdict {
    /** The challenger is better by the gate's thresholds. */
    record Better(Comparison comparison) implements GateVerdict {}

    /** The challenger can be compared, and is not better. */
    record NotBetter(Comparison comparison, String reason) implements GateVerdict {}

    /** The two cannot be compared. */
    record Indecisive(String reason) implements GateVerdict {}

    /** Applies the function for this case. */
    default <T> T match(
            Function<Better, T> better, Function<NotBetter, T> notBetter, Function<Indecisive, T> indecisive) {
        if (this instanceof Better b) {
            return better.apply(b);
        }
        if (this instanceof NotBetter n) {
            return notBetter.apply(n);
        }
        return indecisive.apply((Indecisive) this);
    }
}
