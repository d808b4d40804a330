package io.evoforge.engine.history;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;

/** What a run asked of models and paid for it, reviews included. Used by one thread, or under a lock of its owner. */
public final class Spending {
    private TokenUsage total = TokenUsage.NONE;
    private long calls;

    /** Learns of the next event of the run; those that cost nothing change nothing. */
    public void apply(RunEvent event) {
        if (event instanceof RunEvent.Replied e) {
            calls++;
            total = total.plus(e.reply().usage());
        } else if (event instanceof RunEvent.Reviewed e) {
            total = total.plus(e.reply().usage());
        } else if (event instanceof RunEvent.ReviewFailed e) {
            total = total.plus(e.spent());
        }
    }

    /** How many answers of a proposer there are. */
    public long calls() {
        return calls;
    }

    /** Tokens and dollars of all of them. */
    public TokenUsage total() {
        return total;
    }
}
