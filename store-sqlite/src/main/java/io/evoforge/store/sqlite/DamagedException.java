package io.evoforge.store.sqlite;

import org.jspecify.annotations.Nullable;

/** A file, or a row in it, is not what was written. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final String damage;

    /** Damage found at event {@code sequence}. */
    DamagedException(long sequence, String damage, @Nullable Throwable cause) {
        super(damage, cause);
        this.sequence = sequence;
        this.damage = damage;
    }

    /** Damage to the file as a whole. */
    DamagedException(String damage) {
        super(damage);
        this.sequence = 0;
        this.damage = damage;
    }

    /** Number of the first event that cannot be trusted, or 0 if that is not known. */
    long sequence() {
        return sequence;
    }

    /** What is wrong, and where. */
    String damage() {
        return damage;
    }
}
