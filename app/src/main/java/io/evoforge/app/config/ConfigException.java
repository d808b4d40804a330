package io.evoforge.app.config;

import java.util.List;

/** The configuration has faults; all of them are in the message, a line each. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
