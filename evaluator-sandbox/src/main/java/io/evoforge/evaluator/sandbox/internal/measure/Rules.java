package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.video.VideoSequence;
import java.time.Duration;
import java.util.List;

/**
 * What is asked of every candidate.
 *
 * @param qualities what its codec is asked for, rising
 * @param allowance time for any request, whatever its length
 * @param encodePerFrame time for coding a frame, on top
 * @param decodePerFrame time for rebuilding a frame, on top
 * @param worstFrameDropDb how far the PSNR-Y of the worst frame may lie below the mean of its sequence
 * @param firstFrameFrom how many frames a sequence has at least whose first frame is tried alone before the rest
 */
public record Rules(
        List<Integer> qualities,
        Duration allowance,
        Duration encodePerFrame,
        Duration decodePerFrame,
        double worstFrameDropDb,
        int firstFrameFrom) {
    public Rules {
        qualities = List.copyOf(qualities);
    }

    /** The most bytes that a bitstream may have: twice the raw video, and room for tables where that is small. */
    static long longestBitstream(VideoSequence video) {
        return 2 * video.rawBytes() + 65_536;
    }

    Duration encodeLimit(int frames) {
        return allowance.plus(encodePerFrame.multipliedBy(frames));
    }

    Duration decodeLimit(int frames) {
        return allowance.plus(decodePerFrame.multipliedBy(frames));
    }
}
