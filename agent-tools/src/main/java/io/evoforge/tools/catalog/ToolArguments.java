package io.evoforge.tools.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments of one call, checked: what the tool reads is there and of its kind. */
final class ToolArguments {
    private final Map<String, Object> values;

    private ToolArguments(Map<String, Object> values) {
        this.values = values;
    }

    /** What is wrong with {@code values}, in one sentence; empty if they fit {@code parameters}. */
    static Optional<String> faultOf(Map<String, Object> values, List<ToolParameter> parameters) {
        for (String name : values.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                return Optional.of("There is no argument '" + shortened(name) + "'; this tool takes "
                        + (parameters.isEmpty() ? "none" : names(parameters)) + ".");
            }
        }
        return parameters.stream()
                .map(parameter -> faultOf(parameter, values.get(parameter.name())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> faultOf(ToolParameter parameter, @Nullable Object value) {
        String wanted = parameter.isText()
                ? "text of 1 to " + parameter.most() + " characters"
                : "a whole number from 1 to " + parameter.most();
        boolean fits = parameter.isText()
                ? value instanceof String text && !text.isBlank() && text.length() <= parameter.most()
                : value instanceof Number number
                        && isWhole(number)
                        && number.longValue() >= 1
                        && number.longValue() <= parameter.most();
        return fits
                ? Optional.empty()
                : Optional.of("The argument '" + parameter.name() + "' must be " + wanted + ", but "
                        + (value == null ? "is missing" : "was " + described(value)) + ".");
    }

    /** JSON knows one kind of number only. */
    private static boolean isWhole(Number value) {
        double exact = value.doubleValue();
        return exact == Math.rint(exact) && Math.abs(exact) < 1e9;
    }

    private static String described(Object value) {
        return value instanceof String text ? "text of " + text.length() + " characters" : "'" + shortened(value) + "'";
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private static String names(List<ToolParameter> parameters) {
        return String.join(", ", parameters.stream().map(ToolParameter::name).toList());
    }

    /** The arguments, of which {@link #faultOf} found none. */
    static ToolArguments of(Map<String, Object> values) {
        return new ToolArguments(values);
    }

    String text(String name) {
        return (String) checked(name);
    }

    int number(String name) {
        return ((Number) checked(name)).intValue();
    }

    private Object checked(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("argument '" + name + "' was not checked");
        }
        return value;
    }
}
