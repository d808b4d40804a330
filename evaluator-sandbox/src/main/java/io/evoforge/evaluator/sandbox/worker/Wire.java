package io.evoforge.evaluator.sandbox.worker;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How we and the process in the box talk: one kind byte, then what belongs to the kind. Requests go in, each is answered
 * by one reply.
 */
public final class Wire {
    /** Request: class name, number of classes, then name and bytes of each. Answered by {@link #DONE}. */
    public static final int LOAD = 1;

    /** Request: a sequence to be coded. Answered by {@link #DONE}. */
    public static final int SOURCE = 2;

    /**
     * Request: how many frames of the sequence to code, from the first on, and the quality. Answered by {@link #DONE} and the
     * bitstream.
     */
    public static final int ENCODE = 3;

    /** Request: a bitstream. Answered by {@link #DONE} and a sequence. */
    public static final int DECODE = 4;

    /** Reply: it worked, and the result follows. */
    public static final int DONE = 10;

    /** Reply: the candidate failed, and the reason follows. */
    public static final int FAILED = 11;

    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 2_000;

    private Wire() {}

    /** Writes a length and the bytes. */
    public static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeBytes} wrote; whoever reads from a stranger looks at the length first. */
    public static byte[] readBytes(DataInputStream in) throws IOException {
        return readExactly(in, in.readInt());
    }

    /** Reads {@code length} bytes, taking memory only as they come. */
    public static byte[] readExactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** Writes the shape of a sequence, then the planes of each frame. */
    public static void writeSequence(DataOutputStream out, VideoSequence sequence) throws IOException {
        out.writeInt(sequence.width());
        out.writeInt(sequence.height());
        out.writeInt(sequence.frameRate().numerator());
        out.writeInt(sequence.frameRate().denominator());
        out.writeInt(sequence.frames().size());
        for (Frame frame : sequence.frames()) {
            out.write(frame.luma().toByteArray());
            out.write(frame.cb().toByteArray());
            out.write(frame.cr().toByteArray());
        }
    }

    /** Reads the shape of a sequence. */
    public static Shape readShape(DataInputStream in) throws IOException {
        return new Shape(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    /** Reads the frames that follow a shape which the reader has accepted. */
    public static VideoSequence readFrames(DataInputStream in, Shape shape) throws IOException {
        int chromaWidth = (shape.width() + 1) / 2;
        int chromaHeight = (shape.height() + 1) / 2;
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < shape.frames(); i++) {
            frames.add(new Frame(
                    readPlane(in, shape.width(), shape.height()),
                    readPlane(in, chromaWidth, chromaHeight),
                    readPlane(in, chromaWidth, chromaHeight)));
        }
        return new VideoSequence(new FrameRate(shape.rateNumerator(), shape.rateDenominator()), frames);
    }

    private static Plane readPlane(DataInputStream in, int width, int height) throws IOException {
        return Plane.of(width, height, readExactly(in, width * height));
    }

    /**
     * What a sequence says of itself before its frames.
     *
     * @param width luma samples in a row
     * @param height luma rows
     * @param rateNumerator of the frame rate
     * @param rateDenominator of the frame rate
     * @param frames number of frames
     */
    public record Shape(int width, int height, int rateNumerator, int rateDenominator, int frames) {
        /** The shape of {@code sequence}. */
        public static Shape of(VideoSequence sequence) {
            return new Shape(
                    sequence.width(),
                    sequence.height(),
                    sequence.frameRate().numerator(),
                    sequence.frameRate().denominator(),
                    sequence.frames().size());
        }
    }
}
