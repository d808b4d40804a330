package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.api.PictureWithMetadata;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.jspecify.annotations.Nullable;

/**
 * The video that is measured on when nobody names one: 205 frames of "Big Buck Bunny" at 15 frames per second, in the
 * public test files of Apache Tika. (c) 2008 Blender Foundation, www.bigbuckbunny.org, CC-BY 3.0.
 *
 * <p>The picture of 320 x 180 sits in a letterbox of 320 x 240, which is cut off. The scene changes at frames 126 and
 * 195 (counted from 0), so training and held-out sequences come from different scenes. It is animation and small: for
 * research that should say something about camera video, name several clips of your own.
 */
public final class DefaultClip {
    private static final String RESOURCE = "testVideoMp4.mp4";
    private static final FrameRate FRAME_RATE = FrameRate.of(15);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int TOP_BAR = 30;
    private static final int SEQUENCE_FRAMES = 30;
    private static final int TRAINING_A = 10;
    private static final int TRAINING_B = 80;
    private static final int HELD_OUT = 145;

    private DefaultClip() {}

    /**
     * Decodes the clip and cuts it into its three sequences of 30 frames: "bbb-a" and "bbb-b" for training, "bbb-c"
     * held out.
     *
     * @throws EvaluatorException with reason {@code VIDEO} if the clip is missing from our jar or damaged
     */
    public static SequenceSet load() {
        byte[] file = bytes();
        List<Frame> firstScene = frames(file, 0, TRAINING_B + SEQUENCE_FRAMES);
        List<Frame> secondScene = frames(file, HELD_OUT, SEQUENCE_FRAMES);
        return new SequenceSet(
                List.of(
                        sequence("bbb-a", firstScene.subList(TRAINING_A, TRAINING_A + SEQUENCE_FRAMES)),
                        sequence("bbb-b", firstScene.subList(TRAINING_B, TRAINING_B + SEQUENCE_FRAMES))),
                List.of(sequence("bbb-c", secondScene)));
    }

    private static TestSequence sequence(String name, List<Frame> frames) {
        return TestSequence.of(name, new VideoSequence(FRAME_RATE, frames));
    }

    private static byte[] bytes() {
        try (InputStream in = DefaultClip.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw fault("it is not in the jar", null);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw fault("it cannot be read from the jar", e);
        }
    }

    /** {@code count} frames in display order, from frame {@code first} on, without the letterbox. */
    private static List<Frame> frames(byte[] file, int first, int count) {
        try {
            FrameGrab grab =
                    FrameGrab.createFrameGrab(ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(file)));
            grab.seekToFramePrecise(first);
            List<TimedFrame> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                PictureWithMetadata decoded = grab.getNativeFrameWithMetadata();
                if (decoded == null) {
                    throw fault("it ends after frame " + (first + i - 1), null);
                }
                frames.add(new TimedFrame(decoded.getTimestamp(), frame(decoded.getPicture())));
            }
            // The decoder hands frames out in coding order.
            frames.sort(Comparator.comparingDouble(TimedFrame::seconds));
            return frames.stream().map(TimedFrame::frame).toList();
        } catch (IOException | JCodecException e) {
            throw fault("it cannot be decoded", e);
        }
    }

    private static Frame frame(Picture coded) {
        Picture picture = coded.cropped();
        return new Frame(
                plane(picture, 0, WIDTH, HEIGHT, TOP_BAR),
                plane(picture, 1, WIDTH / 2, HEIGHT / 2, TOP_BAR / 2),
                plane(picture, 2, WIDTH / 2, HEIGHT / 2, TOP_BAR / 2));
    }

    /** Rows {@code top} to {@code top + height}; the decoder's samples are signed, 128 below ours. */
    private static Plane plane(Picture picture, int index, int width, int height, int top) {
        byte[] signed = picture.getPlaneData(index);
        int stride = picture.getPlaneWidth(index);
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = (byte) (signed[(y + top) * stride + x] + 128);
            }
        }
        return Plane.of(width, height, samples);
    }

    private static EvaluatorException fault(String what, @Nullable Exception cause) {
        String message = "Cannot read the default clip: " + what
                + ". Build Evoforge again with 'mvn clean package', or name a video of your own.";
        return new EvaluatorException(EvaluatorException.Reason.VIDEO, message, cause);
    }

    private record TimedFrame(double seconds, Frame frame) {}
}
