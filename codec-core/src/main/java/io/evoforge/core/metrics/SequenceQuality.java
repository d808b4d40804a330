package io.evoforge.core.metrics;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.util.List;
import java.util.function.Function;

/**
 * How close a decoded sequence came to the original.
 *
 * @param luma brightness (Y), the component that codecs are compared by
 * @param cb blue difference
 * @param cr red difference
 */
public record SequenceQuality(PlaneQuality luma, PlaneQuality cb, PlaneQuality cr) {
    /**
     * The most that one frame counts for in a mean of PSNR, in dB: at most one sample in 15 is off by one. Nobody sees
     * more, and without a limit a codec could buy a high mean by coding a few easy frames without loss. libvmaf has the
     * same limit for 8-bit samples.
     */
    public static final double FRAME_PSNR_LIMIT_DB = 60;

    /**
     * Compares every frame of {@code other} with the same frame of {@code reference}. Reads each sample once or twice,
     * and takes no more memory than a few rows.
     *
     * @throws IllegalArgumentException if the sequences differ in frame size or number of frames
     */
    public static SequenceQuality between(VideoSequence reference, VideoSequence other) {
        if (reference.frames().size() != other.frames().size()) {
            throw new IllegalArgumentException("only sequences of one length can be compared but the reference has "
                    + reference.frames().size() + " frames and the other "
                    + other.frames().size());
        }
        return new SequenceQuality(
                compare(reference, other, Frame::luma),
                compare(reference, other, Frame::cb),
                compare(reference, other, Frame::cr));
    }

    private static PlaneQuality compare(
            VideoSequence reference, VideoSequence other, Function<Frame, Plane> component) {
        List<Frame> referenceFrames = reference.frames();
        List<Frame> otherFrames = other.frames();
        int frames = referenceFrames.size();
        long samples = 0;
        long squaredError = 0;
        double psnrSum = 0;
        double ssimSum = 0;
        int worstFrame = 0;
        double worstPsnr = Double.POSITIVE_INFINITY;
        for (int i = 0; i < frames; i++) {
            Plane referencePlane = component.apply(referenceFrames.get(i));
            Plane otherPlane = component.apply(otherFrames.get(i));
            long frameSamples = (long) referencePlane.width() * referencePlane.height();
            long frameError = Psnr.squaredError(referencePlane, otherPlane);
            double psnr = Psnr.ofSquaredError(frameError, frameSamples);
            samples += frameSamples;
            squaredError += frameError;
            psnrSum += Math.min(psnr, FRAME_PSNR_LIMIT_DB);
            ssimSum += Ssim.of(referencePlane, otherPlane);
            if (psnr < worstPsnr) {
                worstFrame = i;
                worstPsnr = psnr;
            }
        }
        return new PlaneQuality(
                psnrSum / frames, Psnr.ofSquaredError(squaredError, samples), worstFrame, worstPsnr, ssimSum / frames);
    }
}
