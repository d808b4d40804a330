package io.evoforge.engine.prompt;

import java.util.Locale;

/** Which form of change a proposer is asked for. */
public enum Approach {
    /** Either form. */
    ANY,
    /** SEARCH/REPLACE edits. */
    EDIT,
    /** A whole new file. */
    REWRITE;

    /** As it is stored: one lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The approach that {@link #word} names; {@link #ANY} if none has this name. */
    public static Approach of(String word) {
        for (Approach approach : values()) {
            if (approach.word().equals(word)) {
                return approach;
            }
        }
        return ANY;
    }
}
