package io.evoforge.evaluator.sandbox.anchors;

import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.source.Sha256;

/**
 * What an anchor did on one sequence.
 *
 * @param anchor the codec and its settings
 * @param sequence digest of the raw frames of the sequence
 * @param program version of the {@code ffmpeg} that ran it
 * @param curve bitrate over PSNR-Y, mean over frames
 */
public record AnchorCurve(Anchor anchor, Sha256 sequence, String program, RateDistortionCurve curve) {}
