package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a sequence as YUV4MPEG2 ("Y4M"), 8-bit 4:2:0, progressive, which every video tool reads. */
public final class Y4mWriter {
    private Y4mWriter() {}

    /**
     * Writes {@code video} into {@code file}, replacing what it held.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(VideoSequence video, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(video, out);
        }
    }

    /**
     * Writes {@code video} to {@code out}, which stays open.
     *
     * @throws IOException if {@code out} cannot be written
     */
    public static void write(VideoSequence video, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        String header = Y4mReader.SIGNATURE + " W" + video.width() + " H" + video.height() + " F"
                + video.frameRate().numerator() + ":" + video.frameRate().denominator() + " Ip A1:1 C420jpeg\n";
        buffered.write(header.getBytes(StandardCharsets.US_ASCII));
        for (Frame frame : video.frames()) {
            buffered.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            write(frame.luma(), buffered);
            write(frame.cb(), buffered);
            write(frame.cr(), buffered);
        }
        buffered.flush();
    }

    private static void write(Plane plane, OutputStream out) throws IOException {
        out.write(plane.toByteArray());
    }
}
