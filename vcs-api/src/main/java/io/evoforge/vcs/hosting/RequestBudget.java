package io.evoforge.vcs.hosting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host lets us ask of it, and how much of that is used up.
 *
 * @param requests sent by this process, redirects and repetitions included
 * @param limited how often the host asked this process to slow down
 * @param quotas what the host says is left, for each kind of request; empty before its first answer
 * @param minute requests that create content and were planned in the last minute, and how many we allow ourselves
 * @param hour the same for the last hour
 * @param nextWrite when the next request that creates content may be sent; not in the past
 * @param restUntil end of a rest that the host asked for, or null if there is none now
 */
public record RequestBudget(
        long requests,
        long limited,
        List<Quota> quotas,
        Writes minute,
        Writes hour,
        Instant nextWrite,
        @Nullable Instant restUntil) {
    public RequestBudget {
        quotas = List.copyOf(quotas);
    }

    /** The same for people, a line each. */
    public List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        for (Quota quota : quotas) {
            lines.add("Requests left: " + quota.left() + " of " + quota.limit() + " until "
                    + quota.renewedAt().truncatedTo(ChronoUnit.SECONDS) + " (" + quota.resource() + ")");
        }
        lines.add("Writes: " + minute + " in the last minute, " + hour + " in the last hour");
        if (restUntil != null) {
            lines.add("The host asked for a rest until " + restUntil.truncatedTo(ChronoUnit.SECONDS)
                    + "; nothing is sent before");
        }
        Duration wait = Duration.between(now, nextWrite);
        if (wait.compareTo(Duration.ofSeconds(1)) > 0) {
            lines.add("The next write is planned for " + nextWrite.truncatedTo(ChronoUnit.SECONDS) + ", in "
                    + wait.toSeconds() + " s");
        }
        return lines;
    }

    /**
     * What the host counts itself.
     *
     * @param resource the host's word for a kind of request, such as {@code core} or {@code graphql}
     * @param left how many are left
     * @param limit of how many
     * @param renewedAt when there are {@code limit} again
     */
    public record Quota(String resource, long left, long limit, Instant renewedAt) {}

    /**
     * What we count ourselves, so that the host never has to refuse us.
     *
     * @param used how many
     * @param allowed of how many
     */
    public record Writes(int used, int allowed) {
        @Override
        public String toString() {
            return used + " of " + allowed;
        }
    }
}
