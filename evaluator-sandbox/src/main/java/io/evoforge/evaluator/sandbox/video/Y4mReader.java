package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads YUV4MPEG2 ("Y4M") frame by frame: 8-bit 4:2:0, progressive, any size up to {@value #MAX_SIDE} a side, odd ones
 * included. What is cut short, damaged or of another format is refused with a reason, never patched up.
 *
 * <p>Not for use by several threads at once.
 */
public final class Y4mReader implements Closeable {
    /** The first bytes of every Y4M file. */
    static final String SIGNATURE = "YUV4MPEG2";

    private static final int MAX_SIDE = 16_384;
    private static final int MAX_HEADER = 1_024;
    private static final String CONVERT =
            "Convert it: ffmpeg -i FILE -pix_fmt yuv420p -f yuv4mpegpipe out.y4m, then use out.y4m";
    /** They differ only in where chroma is sampled, which no metric of ours looks at. */
    private static final Set<String> EIGHT_BIT_420 = Set.of("420", "420jpeg", "420mpeg2", "420paldv");

    private final InputStream in;
    private final String name;
    private final int width;
    private final int height;
    private final FrameRate frameRate;
    private int framesRead;

    /**
     * Opens a stream and reads its header. Closing the reader closes the stream.
     *
     * @param in the stream from its first byte on
     * @param name what to call it in messages
     * @throws EvaluatorException if this is not video that we take
     */
    public Y4mReader(InputStream in, String name) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.name = name;
        String[] fields = Objects.requireNonNullElse(line(), "").split(" ", -1);
        if (!fields[0].equals(SIGNATURE)) {
            throw fault("it does not begin with '" + SIGNATURE + "', so it is not Y4M", CONVERT);
        }
        String colour = "420";
        @Nullable String rate = null;
        int parsedWidth = 0;
        int parsedHeight = 0;
        for (int i = 1; i < fields.length; i++) {
            if (fields[i].isEmpty()) {
                continue;
            }
            String value = fields[i].substring(1);
            switch (fields[i].charAt(0)) {
                case 'W' -> parsedWidth = side("width", value);
                case 'H' -> parsedHeight = side("height", value);
                case 'F' -> rate = value;
                case 'C' -> colour = value;
                case 'I' -> requireProgressive(value);
                default -> {} // aspect ratio and comments change no sample
            }
        }
        if (!EIGHT_BIT_420.contains(colour)) {
            throw fault("its pixel format is 'C" + colour + "', and only 8-bit 4:2:0 is measured", CONVERT);
        }
        if (parsedWidth == 0 || parsedHeight == 0) {
            throw fault("its header names no width or no height", CONVERT);
        }
        this.width = parsedWidth;
        this.height = parsedHeight;
        this.frameRate = frameRate(rate);
    }

    /**
     * Reads a whole file, or its beginning.
     *
     * @param maxFrames where to stop, at least 1
     * @throws EvaluatorException if the file is missing or is not video that we take
     */
    public static VideoSequence read(Path file, int maxFrames) {
        return read(file, reader -> reader.readSequence(maxFrames));
    }

    /** Reads a file in its own way. */
    static <T> T read(Path file, Function<Y4mReader, T> reading) {
        try (Y4mReader reader = open(file)) {
            return reading.apply(reader);
        }
    }

    /** Opens a file. */
    static Y4mReader open(Path file) {
        try {
            return new Y4mReader(Files.newInputStream(file), file.toString());
        } catch (IOException e) {
            throw VideoFaults.unreadable(file.toString(), Causes.of(e), "Check the path and its permissions", e);
        }
    }

    /** Luma samples in a row. */
    public int width() {
        return width;
    }

    /** Luma rows. */
    public int height() {
        return height;
    }

    /** How fast the frames are shown. */
    public FrameRate frameRate() {
        return frameRate;
    }

    /**
     * The next frame, or empty after the last.
     *
     * @throws EvaluatorException if the stream ends inside a frame or is damaged
     */
    public Optional<Frame> nextFrame() {
        String line = line();
        if (line == null) {
            return Optional.empty();
        }
        if (!line.equals("FRAME") && !line.startsWith("FRAME ")) {
            throw fault("frame " + framesRead + " does not begin with 'FRAME'", "The file is damaged; get it again");
        }
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        Frame frame =
                new Frame(plane(width, height), plane(chromaWidth, chromaHeight), plane(chromaWidth, chromaHeight));
        framesRead++;
        return Optional.of(frame);
    }

    /**
     * The next frames as a sequence, at most {@code maxFrames}.
     *
     * @throws EvaluatorException if there is none, or the stream is damaged
     */
    public VideoSequence readSequence(int maxFrames) {
        List<Frame> frames = new ArrayList<>();
        forEachFrame(maxFrames, frames::add);
        return new VideoSequence(frameRate, frames);
    }

    /** Shows {@code taker} the next frames, at most {@code maxFrames}, and says how many there were; faults as above. */
    int forEachFrame(int maxFrames, Consumer<Frame> taker) {
        int frames = 0;
        while (frames < maxFrames) {
            Optional<Frame> frame = nextFrame();
            if (frame.isEmpty()) {
                break;
            }
            taker.accept(frame.get());
            frames++;
        }
        if (frames == 0) {
            throw fault("it has a header and no frame", "Give a clip with at least 1 frame");
        }
        return frames;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Everything that was wanted has been read; nothing is lost.
            System.getLogger(Y4mReader.class.getName()).log(System.Logger.Level.DEBUG, "closing " + name, e);
        }
    }

    /** The text up to the next line feed; null at the end of the stream. */
    private @Nullable String line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            while (next != '\n') {
                if (next < 0 || bytes.size() == MAX_HEADER) {
                    throw fault(
                            next < 0 ? "it ends inside a header" : "a header is longer than " + MAX_HEADER + " bytes",
                            framesRead == 0 ? CONVERT : "The file is damaged; get it again");
                }
                bytes.write(next);
                next = in.read();
            }
        } catch (IOException e) {
            throw VideoFaults.unreadable(name, Causes.of(e), "Check the file and the disk", e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private Plane plane(int planeWidth, int planeHeight) {
        byte[] samples;
        try {
            samples = in.readNBytes(planeWidth * planeHeight);
        } catch (IOException e) {
            throw VideoFaults.unreadable(name, Causes.of(e), "Check the file and the disk", e);
        }
        if (samples.length < planeWidth * planeHeight) {
            throw fault(
                    "it ends inside frame " + framesRead + " (the first frame is 0)",
                    "The file is cut short; get it again, or keep its " + framesRead + " whole frames");
        }
        return Plane.of(planeWidth, planeHeight, samples);
    }

    private int side(String what, String value) {
        int parsed = number(value);
        if (parsed < 1 || parsed > MAX_SIDE) {
            throw fault(
                    "its " + what + " is '" + value + "', and 1 to " + MAX_SIDE + " is supported",
                    "Give a smaller video");
        }
        return parsed;
    }

    private FrameRate frameRate(@Nullable String value) {
        if (value != null) {
            String[] parts = value.split(":", -1);
            if (parts.length == 2 && number(parts[0]) > 0 && number(parts[1]) > 0) {
                return new FrameRate(number(parts[0]), number(parts[1]));
            }
        }
        throw fault(
                value == null ? "its header names no frame rate" : "its frame rate is '" + value + "'",
                "A bitrate needs a frame rate; write the file again with one, such as ffmpeg's option -r 30");
    }

    private void requireProgressive(String value) {
        if (!value.equals("p") && !value.equals("?")) {
            throw fault(
                    "it is interlaced ('I" + value + "')",
                    "Make it progressive: ffmpeg -i FILE -vf yadif -pix_fmt yuv420p -f yuv4mpegpipe out.y4m");
        }
    }

    /** The number, or -1 if it is none. */
    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private EvaluatorException fault(String what, String next) {
        return VideoFaults.unreadable(name, what, next);
    }
}
