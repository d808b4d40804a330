package io.evoforge.core.video;

import java.util.List;

/**
 * Raw video: frames of one size in display order.
 *
 * @param frameRate how fast they are shown
 * @param frames at least one, all of the same size
 */
public record VideoSequence(FrameRate frameRate, List<Frame> frames) {
    public VideoSequence {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a sequence needs at least 1 frame");
        }
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        for (int i = 1; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.width() != width || frame.height() != height) {
                throw new IllegalArgumentException("frame " + i + " is " + frame.width() + " x " + frame.height()
                        + " but the sequence is " + width + " x " + height);
            }
        }
    }

    /** Luma samples in a row. */
    public int width() {
        return frames.get(0).width();
    }

    /** Luma rows. */
    public int height() {
        return frames.get(0).height();
    }

    /** How long it plays. */
    public double seconds() {
        return frames.size() / frameRate.framesPerSecond();
    }

    /** Size as raw 8-bit 4:2:0 samples. */
    public long rawBytes() {
        Frame frame = frames.get(0);
        long luma = (long) frame.luma().width() * frame.luma().height();
        long chroma = (long) frame.cb().width() * frame.cb().height();
        return (luma + 2 * chroma) * frames.size();
    }
}
