package io.evoforge.vcs.guard;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one kind of secret looks.
 *
 * <p>Every quantifier in the patterns is bounded, because Java's regular expressions backtrack: the time to search a text
 * grows with its length only.
 *
 * @param name what is found, for a person
 * @param keyword a text without which there is no match, in lower case; spares most of the searching
 * @param pattern group 1 is the secret, or the whole match where there is no group
 * @param minimumEntropy in bits per character of the secret; 0 for a form that nothing else has
 */
record SecretRule(String name, String keyword, Pattern pattern, double minimumEntropy) {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    static SecretRule of(String name, String keyword, String pattern) {
        return new SecretRule(name, keyword.toLowerCase(Locale.ROOT), Pattern.compile(pattern), 0);
    }

    SecretRule withEntropy(double bitsPerCharacter) {
        return new SecretRule(name, keyword, pattern, bitsPerCharacter);
    }

    /** Whether a match is what it looks like, rather than a placeholder, a table or an identifier. */
    boolean confirms(Matcher match) {
        if (minimumEntropy == 0) {
            return true;
        }
        String secret = match.groupCount() == 0 ? match.group() : match.group(1);
        return entropy(secret) >= minimumEntropy
                && !isAlphabet(secret)
                && !UUID.matcher(secret).matches();
    }

    /** Shannon's entropy of the characters, in bits per character. */
    static double entropy(String text) {
        double entropy = 0;
        int[] counts = new int[128];
        int others = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < counts.length) {
                counts[c]++;
            } else {
                others++;
            }
        }
        for (int count : counts) {
            entropy -= share(count, text.length());
        }
        return entropy - share(others, text.length());
    }

    private static double share(int count, int length) {
        double p = (double) count / length;
        return count == 0 ? 0 : p * Math.log(p) / Math.log(2);
    }

    /** A table of characters in order, such as that of Base64, has a high entropy and is no secret. */
    private static boolean isAlphabet(String text) {
        int steps = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) - text.charAt(i - 1) == 1) {
                steps++;
            }
        }
        return steps * 2 > text.length();
    }
}
