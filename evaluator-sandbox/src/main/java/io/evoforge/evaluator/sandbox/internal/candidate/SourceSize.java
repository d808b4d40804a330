package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.source.SourceCode;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** How much a source says: names and blanks cost little after compression, tables of data nearly all they hold. */
public final class SourceSize {
    private SourceSize() {}

    /** Bytes of {@code source} after compression. */
    public static int compressedBytes(SourceCode source) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(source.text().getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            byte[] buffer = new byte[8_192];
            int bytes = 0;
            while (!deflater.finished()) {
                bytes += deflater.deflate(buffer);
            }
            return bytes;
        } finally {
            deflater.end();
        }
    }
}
