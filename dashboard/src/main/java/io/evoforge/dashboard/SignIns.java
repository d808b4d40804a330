package io.evoforge.dashboard;

import io.evoforge.core.credentials.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is signed in. The browser gets a text of its own, so that the token never becomes a cookie. */
final class SignIns {
    /** How long a browser stays signed in. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 100;

    private final Secret token;
    private final Clock clock;
    private final Map<String, Instant> ends = new HashMap<>();

    SignIns(Secret token, Clock clock) {
        this.token = token;
        this.clock = clock;
    }

    /** Whether {@code text} is the token; takes equally long for every wrong one. */
    boolean isToken(String text) {
        return MessageDigest.isEqual(
                token.reveal().getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new sign-in for who knows the token. */
    synchronized Optional<Secret> signIn(String presented) {
        if (!isToken(presented)) {
            return Optional.empty();
        }
        ends.values().removeIf(end -> end.isBefore(clock.instant()));
        if (ends.size() >= MOST) {
            ends.clear(); // whoever still is there knows the token
        }
        Secret session = RandomText.token();
        ends.put(session.reveal(), clock.instant().plus(LIFE));
        return Optional.of(session);
    }

    synchronized boolean isSignedIn(String session) {
        Instant end = ends.get(session);
        return end != null && end.isAfter(clock.instant());
    }

    synchronized void signOut(String session) {
        ends.remove(session);
    }
}
