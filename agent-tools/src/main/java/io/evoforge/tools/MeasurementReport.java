package io.evoforge.tools;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceEvaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What measuring a source on the training sequences gave: numbers, or where it failed.
 *
 * @param measured whether there are numbers
 * @param stage where it failed, or null
 * @param reason why it failed, what to do about it; or how it compares with the champion
 * @param diagnostics details in order, such as a compiler's messages
 * @param bitrateMbps in Mbit/s at the quoted PSNR-Y, or null if it failed
 * @param compressionRatio raw bytes over coded bytes at the quoted PSNR-Y, or null if it failed
 * @param bdRatePercent mean BD-rate against the champion, or null if the two cannot be compared
 * @param betterThanChampion whether it passes the gate on the training sequences; the held-out ones were not looked at
 * @param sequences the measurement, empty if it failed
 */
public record MeasurementReport(
        boolean measured,
        Refusal.@Nullable Stage stage,
        String reason,
        List<Diagnostic> diagnostics,
        @Nullable Double bitrateMbps,
        @Nullable Double compressionRatio,
        @Nullable Double bdRatePercent,
        boolean betterThanChampion,
        List<SequenceEvaluation> sequences) {
    public MeasurementReport {
        diagnostics = List.copyOf(diagnostics);
        sequences = List.copyOf(sequences);
    }
}
