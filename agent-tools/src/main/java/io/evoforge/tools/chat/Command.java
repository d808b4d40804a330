package io.evoforge.tools.chat;

import io.evoforge.core.evolution.EvolutionVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a message asks for.
 *
 * @param kind the kind
 * @param version the version it names, or null
 * @param text further words, such as the reason of a rollback; may be empty
 */
record Command(Kind kind, @Nullable EvolutionVersion version, String text) {
    enum Kind {
        REPOSITORY_STATUS(false),
        RUN_STATUS(false),
        EVOLUTIONS(false),
        SHOW(false),
        COMMIT(true),
        COMMIT_IN_DETAIL(true),
        PUSH(true),
        PULL_REQUEST(true),
        ROLLBACK(true),
        PAUSE(true),
        RESUME(true),
        HELP(false),
        NOTHING(false),
        UNKNOWN(false);

        private final boolean writes;

        Kind(boolean writes) {
            this.writes = writes;
        }

        boolean writes() {
            return writes;
        }
    }

    static Command of(Kind kind) {
        return new Command(kind, null, "");
    }
}
