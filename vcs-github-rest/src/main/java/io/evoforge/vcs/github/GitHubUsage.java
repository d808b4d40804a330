package io.evoforge.vcs.github;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of GitHub so far, and what is awaited.
 *
 * @param requests sent, redirects and repetitions included
 * @param writes those of them that create content
 * @param limited how often GitHub asked us to slow down
 * @param remaining requests that GitHub says are left in this hour, or null before the first answer
 * @param waitingUntil the end of a wait that goes on now, or null
 * @param nextWrite when a request that creates content could be sent
 */
public record GitHubUsage(
        long requests,
        long writes,
        long limited,
        @Nullable Long remaining,
        @Nullable Instant waitingUntil,
        Instant nextWrite) {}
