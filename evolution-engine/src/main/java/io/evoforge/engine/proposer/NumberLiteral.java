package io.evoforge.engine.proposer;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal number as it stands in a source; its sign is not part of it.
 *
 * @param value its value, at least 0
 * @param whole whether it is a whole number
 * @param suffix {@code L}, {@code f}, {@code d} or nothing
 */
record NumberLiteral(double value, boolean whole, String suffix) {
    private static final Pattern DECIMAL =
            Pattern.compile("((?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)([lLfFdD]?)");

    /** The number in {@code text}; empty for hexadecimal, octal and binary ones, which seldom are quantities. */
    static Optional<NumberLiteral> of(String text) {
        Matcher matcher = DECIMAL.matcher(text.replace("_", ""));
        if (!matcher.matches() || text.matches("0\\d+[lL]?")) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        boolean whole = digits.chars().allMatch(Character::isDigit)
                && !matcher.group(2).toLowerCase(Locale.ROOT).matches("[fd]");
        return Optional.of(new NumberLiteral(Double.parseDouble(digits), whole, matcher.group(2)));
    }

    String text() {
        if (whole) {
            return Long.toString(Math.round(value)) + suffix;
        }
        return Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.4g", value))) + suffix;
    }

    /** One more or one less; for a fraction, a tenth of it. */
    NumberLiteral stepped(SplittableRandom random) {
        boolean up = random.nextBoolean() || value < 1;
        return whole ? with(value + (up ? 1 : -1)) : with(value * (up ? 1.1 : 0.9));
    }

    /** Between half and double, near values more often. */
    NumberLiteral scaled(SplittableRandom random) {
        double triangular = random.nextDouble() + random.nextDouble() - 1;
        double factor = Math.exp(triangular * Math.log(2));
        NumberLiteral scaled = with(value * factor);
        return scaled.text().equals(text()) ? stepped(random) : scaled;
    }

    NumberLiteral with(double newValue) {
        double bounded = Math.max(0, Math.min(newValue, whole && suffix.isEmpty() ? Integer.MAX_VALUE : 1e15));
        return new NumberLiteral(whole ? Math.rint(bounded) : bounded, whole, suffix);
    }
}
