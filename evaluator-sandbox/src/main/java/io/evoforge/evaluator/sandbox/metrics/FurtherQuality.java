package io.evoforge.evaluator.sandbox.metrics;

import io.evoforge.core.metrics.SequenceQuality;
import java.util.OptionalDouble;

/**
 * What is worth knowing about a decoded sequence beside what decides.
 *
 * @param planes PSNR, pooled PSNR and SSIM of each component
 * @param msSsimY MS-SSIM of luma, mean over frames, 0 to 1; empty for frames that are too small for it
 * @param psnrHvsYDb PSNR-HVS-M of luma in dB, mean over frames; a frame counts for at most
 *     {@link SequenceQuality#FRAME_PSNR_LIMIT_DB}; empty for frames that are too small for it
 * @param vmaf VMAF v0.6.1, 0 to 100; empty where it cannot be measured
 * @param vmafNeg the same without credit for sharpening; empty where it cannot be measured
 */
public record FurtherQuality(
        SequenceQuality planes,
        OptionalDouble msSsimY,
        OptionalDouble psnrHvsYDb,
        OptionalDouble vmaf,
        OptionalDouble vmafNeg) {}
