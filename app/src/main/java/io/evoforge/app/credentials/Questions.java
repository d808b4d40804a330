package io.evoforge.app.credentials;

import io.evoforge.core.credentials.Secret;
import java.util.Optional;

/** Somebody who can be asked for values: a person at a terminal, or the lines of a pipe. */
public interface Questions {
    /** Whether a wrong answer can be given again. */
    boolean canAskAgain();

    /** The answer to {@code question}, without the line break; empty at the end of the input. */
    Optional<String> ask(String question);

    /** As {@link #ask}, without showing what is typed. */
    Optional<Secret> askSecretly(String question);

    /** Says something to a person; nothing in a pipe. */
    void say(String text);
}
