package io.evoforge.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;

/**
 * Masks what another encoder wrote, whatever its format: message, arguments, exceptions with their causes, context. It
 * works on the finished bytes, because a pattern such as {@code %replace(%msg)} leaves exceptions out.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final SecretMask mask;
    private @Nullable Encoder<ILoggingEvent> delegate;

    /** For the configuration of Logback, with the mask of the process. */
    public MaskingEncoder() {
        this(SecretMask.ofProcess());
    }

    MaskingEncoder(SecretMask mask) {
        this.mask = mask;
    }

    /** The encoder that writes the event; it must write UTF-8. */
    public void setDelegate(Encoder<ILoggingEvent> delegate) {
        this.delegate = delegate;
    }

    @Override
    public void start() {
        if (delegate == null) {
            addError("a MaskingEncoder needs a <delegate> that writes the event");
            return;
        }
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return masked(delegate == null ? null : delegate.headerBytes());
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return masked(delegate == null ? null : delegate.encode(event));
    }

    @Override
    public byte[] footerBytes() {
        return masked(delegate == null ? null : delegate.footerBytes());
    }

    private byte[] masked(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : mask.mask(new String(bytes, UTF_8)).getBytes(UTF_8);
    }
}
