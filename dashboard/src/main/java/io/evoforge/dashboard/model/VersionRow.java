package io.evoforge.dashboard.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An adopted version.
 *
 * @param version its number
 * @param candidate it was, or 0 for the source the run began with
 * @param summary one line by the proposer; untrusted text
 * @param bitrateMbps at the reference PSNR on the training sequences
 * @param compressionRatio at the reference PSNR on the training sequences
 * @param heldOutBitrateMbps at the reference PSNR on the held-out sequences
 * @param trainingBdRatePercent against the version before, or null for the first
 * @param heldOutBdRatePercent against the version before, or null for the first
 * @param adoptedAt when
 * @param commit the remote has it as, or null if it is not published
 * @param commitUrl the commit's page, or null
 * @param delay why the last publication did not succeed, or null
 * @param nextTry when it is published again, or null if a person has to act first, or it is published
 * @param withdrawn whether it was turned down, or developed from one that was; then {@code delay} says why
 */
public record VersionRow(
        int version,
        long candidate,
        String summary,
        double bitrateMbps,
        double compressionRatio,
        double heldOutBitrateMbps,
        @Nullable Double trainingBdRatePercent,
        @Nullable Double heldOutBdRatePercent,
        Instant adoptedAt,
        @Nullable String commit,
        @Nullable String commitUrl,
        @Nullable String delay,
        @Nullable Instant nextTry,
        boolean withdrawn) {}
