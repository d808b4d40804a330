package io.evoforge.tools.chat;

import java.util.Locale;
import java.util.Set;

/** How people say yes and no. */
public enum Confirmation {
    /** Go on. */
    YES,
    /** Do not. */
    NO,
    /** Neither: something else was said. */
    NEITHER;

    private static final Set<String> YES_WORDS = Set.of(
            "yes", "y", "ok", "okay", "confirm", "confirmed", "do it", "go ahead", "sure", "yes please", "please do");
    private static final Set<String> NO_WORDS =
            Set.of("no", "n", "cancel", "stop", "abort", "no thanks", "do not", "don't");

    /** What {@code message} says. */
    public static Confirmation of(String message) {
        String words = message.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[.!,]+", "")
                .strip();
        if (YES_WORDS.contains(words)) {
            return YES;
        }
        return NO_WORDS.contains(words) ? NO : NEITHER;
    }
}
