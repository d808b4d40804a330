package io.evoforge.engine;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.prompt.Approach;
import io.evoforge.engine.reply.ParsedReply;
import io.evoforge.engine.reply.ReplyParser;
import org.jspecify.annotations.Nullable;

/** A candidate that was planned and is not decided yet. */
final class CandidateState {
    /** The first answer and one repair turn. */
    static final int ATTEMPTS = 2;

    private final RunEvent.Planned planned;
    private final ReplyParser parser;
    private final @Nullable ModelReply[] replies = new ModelReply[ATTEMPTS];
    private final @Nullable String[] faults = new String[ATTEMPTS];
    private int answered;
    private @Nullable ParsedReply parsed;

    CandidateState(RunEvent.Planned planned, ReplyParser parser) {
        this.planned = planned;
        this.parser = parser;
    }

    RunEvent.Planned planned() {
        return planned;
    }

    long number() {
        return planned.candidate();
    }

    Approach approach() {
        return Approach.of(planned.approach());
    }

    void replied(RunEvent.Replied replied) {
        replies[replied.attempt()] = replied.reply();
        answered = replied.attempt() + 1;
        parsed = parser.parse(replied.reply().text(), planned.parent());
    }

    void unusable(RunEvent.Unusable unusable) {
        faults[unusable.attempt()] = unusable.reason();
    }

    /** How many answers came. */
    int answered() {
        return answered;
    }

    @Nullable
    ModelReply reply(int attempt) {
        return replies[attempt];
    }

    /** Why the answer of this attempt could not be used, as far as that was stored. */
    @Nullable
    String fault(int attempt) {
        return faults[attempt];
    }

    /** The last answer as it was understood, or null if there is none. */
    @Nullable
    ParsedReply parsed() {
        return parsed;
    }

    /** The source, or null if there is none yet. */
    @Nullable
    SourceCode source() {
        return parsed instanceof ParsedReply.Usable usable ? usable.source() : null;
    }

    /** Digest of the canonical source, or null if there is none yet. */
    @Nullable
    Sha256 canonical() {
        return parsed instanceof ParsedReply.Usable usable ? usable.canonical() : null;
    }

    /** What its calls cost, in millionths of a US dollar. */
    long microdollars() {
        long sum = 0;
        for (ModelReply reply : replies) {
            sum += reply == null ? 0 : reply.usage().microdollars();
        }
        return sum;
    }

    String summary() {
        return parsed instanceof ParsedReply.Usable usable ? usable.summary() : "An answer that could not be used";
    }
}
