package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version on its way to the remote.
 *
 * @param version which
 * @param reason why it is not there yet, or null if it was not tried yet
 * @param nextTry when it is tried again, or null if it is next, or a person has to act first
 */
public record PendingPublication(
        EvolutionVersion version,
        @Nullable String reason,
        @Nullable Instant nextTry) {}
