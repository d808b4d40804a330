/** How good and how large coded video is: PSNR, SSIM and their kin, bitrate, rate-distortion curves and BD-rate. */
@NullMarked
package io.evoforge.core.metrics;

import org.jspecify.annotations.NullMarked;
