package io.evoforge.app.credentials;

import io.evoforge.core.credentials.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes the answers from the lines of a pipe, one line for each question. */
public final class PipedQuestions implements Questions {
    private final BufferedReader lines;

    /** Reads {@code input} as UTF-8. */
    public PipedQuestions(InputStream input) {
        this.lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Override
    public boolean canAskAgain() {
        return false;
    }

    @Override
    public Optional<String> ask(String question) {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    @Override
    public Optional<Secret> askSecretly(String question) {
        return ask(question).map(Secret::new);
    }

    @Override
    public void say(String text) {}
}
