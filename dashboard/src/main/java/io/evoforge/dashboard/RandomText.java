package io.evoforge.dashboard;

import io.evoforge.core.credentials.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody guesses. */
final class RandomText {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    static Secret token() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
