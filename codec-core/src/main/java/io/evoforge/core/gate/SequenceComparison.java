package io.evoforge.core.gate;

/**
 * A challenger against the champion on one sequence.
 *
 * @param sequence its name
 * @param bdRatePercent BD-rate in percent; negative means fewer bits at equal PSNR-Y
 */
public record SequenceComparison(String sequence, double bdRatePercent) {}
