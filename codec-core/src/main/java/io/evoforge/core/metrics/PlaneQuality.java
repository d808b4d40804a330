package io.evoforge.core.metrics;

/**
 * How close one component of a sequence came to the original.
 *
 * @param psnrDb PSNR in dB, mean over frames; a frame counts for at most {@link SequenceQuality#FRAME_PSNR_LIMIT_DB}
 * @param pooledPsnrDb PSNR in dB of the squared error of all frames together; lower than the mean where quality varies
 * @param worstFrame the frame with the lowest PSNR, from 0; the first of several
 * @param worstFramePsnrDb its PSNR in dB
 * @param ssim SSIM, mean over frames, at most 1
 */
public record PlaneQuality(double psnrDb, double pooledPsnrDb, int worstFrame, double worstFramePsnrDb, double ssim) {}
