package io.evoforge.vcs.credentials;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How {@link CommandCredentialSource} runs its command.
 *
 * @param command the program and its arguments; {@code get} is added at the end, as Git does
 * @param email author e-mail address of commits, which the protocol of Git does not carry
 * @param environment the whole environment of the command, usually {@code PATH} and {@code HOME} only
 * @param deadline how long it may take altogether, above 0
 */
public record CommandSettings(List<String> command, String email, Map<String, String> environment, Duration deadline) {
    public CommandSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("the credential command must name a program");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "the deadline of the credential command must be above 0 but was " + deadline);
        }
    }

    /** Leaves out the environment, in which there may be secrets of others. */
    @Override
    public String toString() {
        return "command '" + command.get(0) + "'";
    }
}
