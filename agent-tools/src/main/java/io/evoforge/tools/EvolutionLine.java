package io.evoforge.tools;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.CommitId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An adopted version in one line. It says nothing about the held-out sequences, because a model may read it.
 *
 * @param version its number
 * @param summary one line by the proposer about what changed; untrusted text
 * @param bitrateMbps in Mbit/s at the quoted PSNR-Y, on the training sequences
 * @param compressionRatio raw bytes over coded bytes at the quoted PSNR-Y
 * @param bdRatePercent mean BD-rate on the training sequences against the version before; null for a seed
 * @param adoptedAt when
 * @param commit where it was published, or null if it is pending
 * @param url the commit's page, or null if there is none or the host is not known to have one
 */
public record EvolutionLine(
        EvolutionVersion version,
        String summary,
        double bitrateMbps,
        double compressionRatio,
        @Nullable Double bdRatePercent,
        Instant adoptedAt,
        @Nullable CommitId commit,
        @Nullable URI url) {}
