package io.evoforge.app.credentials;

import io.evoforge.core.credentials.Secret;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Asks a person at the terminal. A secret is not shown while it is typed. */
public final class TerminalQuestions implements Questions {
    private final Console terminal;

    /** Asks at {@code terminal}. */
    public TerminalQuestions(Console terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean canAskAgain() {
        return true;
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.ofNullable(terminal.readLine("%s: ", question)).map(String::strip);
    }

    @Override
    public Optional<Secret> askSecretly(String question) {
        char[] typed = terminal.readPassword("%s (not shown): ", question);
        if (typed == null) {
            return Optional.empty();
        }
        Secret secret = new Secret(new String(typed).strip());
        Arrays.fill(typed, ' ');
        return Optional.of(secret);
    }

    @Override
    public void say(String text) {
        terminal.printf("%s%n", text);
    }
}
