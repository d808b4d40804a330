package io.evoforge.vcs.message;

import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How much better than the version before, in the words of a commit message. */
public final class Improvement {
    private Improvement() {}

    /**
     * The mean BD-rate against the version before, in percent, negative when better: on the held-out sequences where
     * there is a comparison on them, else on the training sequences.
     *
     * @return empty for a seed
     */
    public static OptionalDouble bdRatePercent(Evolution evolution) {
        Evidence evidence = evolution.evidence();
        @Nullable
        Comparison comparison =
                evidence.heldOutComparison() != null ? evidence.heldOutComparison() : evidence.trainingComparison();
        return comparison == null ? OptionalDouble.empty() : OptionalDouble.of(comparison.meanBdRatePercent());
    }

    /**
     * {@code 34% better than v2}: so many bits fewer at equal PSNR-Y. Below 10 % with one decimal.
     *
     * @return for a seed, that there is nothing to compare with
     */
    public static String describe(Evolution evolution) {
        return describe(
                bdRatePercent(evolution),
                evolution.improves().map(EvolutionVersion::toString).orElse("nothing"));
    }

    static String describe(OptionalDouble bdRate, String before) {
        if (bdRate.isEmpty()) {
            return "none, this is the seed";
        }
        double percent = bdRate.getAsDouble();
        String amount = percent(Math.abs(percent));
        if (amount.equals("0.0%")) {
            return "equal to " + before;
        }
        return amount + (percent < 0 ? " better than " : " worse than ") + before;
    }

    private static String percent(double amount) {
        // 9.96 is written as 10%, not as 10.0%
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f%%" : "%.0f%%", amount);
    }
}
