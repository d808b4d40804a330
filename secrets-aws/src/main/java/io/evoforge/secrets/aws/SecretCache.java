package io.evoforge.secrets.aws;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.StoredCredentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last value of the secret. Decides when it is read again; see {@link RefreshSettings}. Safe for use by several
 * threads, of which one reads while the others wait for it.
 */
final class SecretCache {
    private static final Logger LOG = LoggerFactory.getLogger(SecretCache.class);

    private record Snapshot(StoredCredentials value, Instant readAt) {}

    private final Supplier<StoredCredentials> reader;
    private final RefreshSettings settings;
    private final Clock clock;
    private @Nullable Snapshot last;
    private @Nullable Instant heldBackSince;

    SecretCache(Supplier<StoredCredentials> reader, RefreshSettings settings, Clock clock) {
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    /** The value to use now. */
    synchronized StoredCredentials current() {
        Snapshot known = last;
        if (known == null) {
            return read();
        }
        if (isYounger(known.readAt(), settings.cacheAge())) {
            return known.value();
        }
        boolean usable = isYounger(known.readAt(), settings.staleAge());
        if (usable && isHeldBack()) {
            return known.value();
        }
        try {
            return read();
        } catch (CredentialException e) {
            if (e.isRetryable() && usable) {
                LOG.warn("The credentials read at {} stay in use. {}", known.readAt(), e.getMessage());
                heldBackSince = clock.instant();
                return known.value();
            }
            if (!e.isRetryable()) {
                last = null; // somebody took the secret away, so what we remember of it ends too
            }
            throw e;
        }
    }

    /**
     * The value to use after a host rejected the one that {@code rejected} accepts. Reads at most once per interval, and
     * not at all if the value has already changed.
     */
    synchronized StoredCredentials afterRejection(Predicate<StoredCredentials> rejected) {
        Snapshot known = last;
        if (known != null && (!rejected.test(known.value()) || isHeldBack())) {
            return known.value();
        }
        heldBackSince = clock.instant();
        return read();
    }

    private StoredCredentials read() {
        StoredCredentials value = reader.get();
        last = new Snapshot(value, clock.instant());
        return value;
    }

    private boolean isHeldBack() {
        return heldBackSince != null && isYounger(heldBackSince, settings.rereadInterval());
    }

    // A time in the future means that the clock was set back: it tells nothing about the age.
    private boolean isYounger(Instant then, Duration age) {
        Duration passed = Duration.between(then, clock.instant());
        return !passed.isNegative() && passed.compareTo(age) < 0;
    }
}
