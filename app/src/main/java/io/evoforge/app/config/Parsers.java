package io.evoforge.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From text to the types of values. Each says in its exception what is allowed. */
final class Parsers {
    /** Begins each item of a list in which commas stand for themselves; no name of a file and no argument can hold it. */
    static final String ITEM = "\0";

    private Parsers() {}

    static <T> Function<String, Optional<T>> optional(Function<String, T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    static <T> Function<String, List<T>> list(Function<String, T> parser) {
        return text -> text.isEmpty()
                ? List.of()
                : items(text).map(String::strip).map(parser).toList();
    }

    private static Stream<String> items(String text) {
        return Arrays.stream(
                text.startsWith(ITEM) ? text.substring(ITEM.length()).split(ITEM, -1) : text.split(",", -1));
    }

    static String text(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.startsWith(ITEM)) {
            throw new IllegalArgumentException("must be one text and no list");
        }
        return text;
    }

    static Path path(String text) {
        try {
            return Path.of(text(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path of this file system");
        }
    }

    static Function<String, Integer> integer(int minimum, int maximum) {
        return text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= minimum && value <= maximum) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException("must be a whole number from " + minimum + " to " + maximum);
        };
    }

    static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number");
        }
    }

    static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("must be a number");
    }

    static double notNegative(String text) {
        double value = number(text);
        if (value < 0) {
            throw new IllegalArgumentException("must be a number of at least 0");
        }
        return value;
    }

    static URI webAddress(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException("must be an address such as https://host/v1");
    }

    static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be 'true' or 'false'");
        };
    }

    static Duration duration(String text) {
        try {
            Duration value = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (!value.isNegative() && !value.isZero()) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("must be a duration such as 30s, 5m or 2h");
    }

    /** As {@link #duration} reads it. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    /** The constants of an enum by their names in lower case with {@code -}. */
    static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Parsers::name)
                                .collect(Collectors.joining(", "))));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
