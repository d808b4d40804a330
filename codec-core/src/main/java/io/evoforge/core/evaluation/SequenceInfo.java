package io.evoforge.core.evaluation;

import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;

/**
 * What identifies a test sequence.
 *
 * @param name short, for a person; not blank
 * @param width luma samples in a row, at least 1
 * @param height luma rows, at least 1
 * @param frames number of frames, at least 1
 * @param frameRate how fast they are shown
 * @param sha256 digest of the raw frames, planes Y, Cb, Cr of each in turn
 */
public record SequenceInfo(String name, int width, int height, int frames, FrameRate frameRate, Sha256 sha256) {
    public SequenceInfo {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a sequence needs a name");
        }
        if (width < 1 || height < 1 || frames < 1) {
            throw new IllegalArgumentException("a sequence needs at least 1 frame of 1 x 1 samples but '" + name
                    + "' has " + frames + " of " + width + " x " + height);
        }
    }

    /** Size as raw 8-bit 4:2:0 samples. */
    public long rawBytes() {
        long chroma = (long) ((width + 1) / 2) * ((height + 1) / 2);
        return ((long) width * height + 2 * chroma) * frames;
    }

    /** How long it plays. */
    public double seconds() {
        return frames / frameRate.framesPerSecond();
    }
}
