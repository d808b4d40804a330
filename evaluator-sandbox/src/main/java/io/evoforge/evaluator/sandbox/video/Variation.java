package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts a sequence out of a place that chance chooses, perhaps mirrors it, and begins a little later. What a candidate
 * knows of a clip by heart then does not fit, and what it does well it does as well as before.
 *
 * @param left columns cut off at the left side, even
 * @param top rows cut off at the top, even
 * @param mirrored whether left and right are exchanged
 * @param start frames left out at the beginning
 */
record Variation(int left, int top, boolean mirrored, int start) {
    /** Columns and rows cut off in all, and frames left out in all, so that the size does not depend on chance. */
    private static final int CUT_SAMPLES = 16;

    private static final int CUT_FRAMES = 4;

    private static final int SMALLEST_SIDE = 4 * CUT_SAMPLES;
    private static final int FEWEST_FRAMES = 3 * CUT_FRAMES;

    /** The variation that chance has for a sequence. */
    static Variation of(SplittableRandom random) {
        return new Variation(
                2 * random.nextInt(CUT_SAMPLES / 2 + 1),
                2 * random.nextInt(CUT_SAMPLES / 2 + 1),
                random.nextBoolean(),
                random.nextInt(CUT_FRAMES + 1));
    }

    /** The varied sequence. Nothing is cut off a side or a duration that is short already. */
    VideoSequence of(VideoSequence video) {
        boolean few = video.frames().size() < FEWEST_FRAMES;
        int from = few ? 0 : start;
        int frames = video.frames().size() - (few ? 0 : CUT_FRAMES);
        List<Frame> varied = video.frames().subList(from, from + frames).stream()
                .map(frame -> new Frame(of(frame.luma(), 1, frame), of(frame.cb(), 2, frame), of(frame.cr(), 2, frame)))
                .toList();
        return new VideoSequence(video.frameRate(), varied);
    }

    /** @param scale luma samples to one sample of the plane, in each direction */
    private Plane of(Plane plane, int scale, Frame frame) {
        boolean narrow = frame.width() < SMALLEST_SIDE;
        boolean low = frame.height() < SMALLEST_SIDE;
        int width = plane.width() - (narrow ? 0 : CUT_SAMPLES / scale);
        int height = plane.height() - (low ? 0 : CUT_SAMPLES / scale);
        int x0 = narrow ? 0 : left / scale;
        int y0 = low ? 0 : top / scale;
        byte[] row = new byte[plane.width()];
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            plane.copyRow(y0 + y, row, 0);
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = row[x0 + (mirrored ? width - 1 - x : x)];
            }
        }
        return Plane.of(width, height, samples);
    }
}
