package io.evoforge.app.config;

import java.util.List;

/** The configuration has faults; all of them are in the message, a line each. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** All faults of a configuration, a line each: the key, its value, what is wrong, and what to do. */
    public ConfigException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
