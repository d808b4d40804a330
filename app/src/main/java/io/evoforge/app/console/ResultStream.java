package io.evoforge.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where results go; remembers why it could not be written, which a {@link java.io.PrintStream} tells nobody. */
public final class ResultStream extends OutputStream {
    private final OutputStream target;
    private volatile @Nullable IOException fault;

    /** Writes to {@code target}. */
    public ResultStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }

    /** Whether a part of the results is lost. */
    public boolean isBroken() {
        return fault != null;
    }

    /** Why a part of the results is lost; empty if none is, or if who reads them wanted no more, as {@code head} does. */
    public Optional<String> complaint() {
        IOException known = fault;
        return Optional.ofNullable(known == null ? null : known.getMessage())
                .filter(message -> !message.toLowerCase(Locale.ROOT).contains("broken pipe"));
    }
}
