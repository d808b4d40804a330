package io.evoforge.tools.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Hands whole lines on, so that messages of two writers never mix. Safe for use by several threads. */
final class Lines extends OutputStream {
    private final OutputStream out;
    private final Outstanding outstanding;
    private final ThreadLocal<ByteArrayOutputStream> begun = ThreadLocal.withInitial(ByteArrayOutputStream::new);

    /** Lines to {@code out}; answers among them are told to {@code outstanding}. */
    Lines(OutputStream out, Outstanding outstanding) {
        this.out = out;
        this.outstanding = outstanding;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteArrayOutputStream line = begun.get();
        line.write(bytes, offset, length);
        if (length > 0 && bytes[offset + length - 1] == '\n') {
            synchronized (out) {
                line.writeTo(out);
                out.flush();
            }
            outstanding.answered(line.toByteArray());
            line.reset();
        }
    }
}
