package io.evoforge.core.gate;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.metrics.BdRate;
import io.evoforge.core.metrics.RateDistortionCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Decides whether a challenger is really better than the champion, by BD-rate on the same sequences: better in the mean,
 * and not much worse anywhere. Never looks at a bitrate or a quality alone.
 *
 * <p>Luma decides, but must not be paid for with colour: by the PSNR of all three planes, weighted 6:1:1, the challenger
 * may be worse nowhere much, and not in the mean.
 *
 * @param settings the thresholds
 */
public record AdoptionGate(GateSettings settings) {
    /** Of the challenger's points, as a part of the range compared. */
    private static final double LARGEST_STEP = 0.5;

    /**
     * Compares two evaluations of the same group by an equal evaluator.
     *
     * @throws IllegalArgumentException if they were not measured in the same way
     */
    public GateVerdict judge(Evaluation champion, Evaluation challenger) {
        requireComparable(champion, challenger);
        List<SequenceComparison> comparisons = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < champion.sequences().size(); i++) {
            SequenceEvaluation before = champion.sequences().get(i);
            SequenceEvaluation after = challenger.sequences().get(i);
            String name = before.sequence().name();
            if (commonPsnrDb(before.curve(), after.curve()) < settings.commonPsnrDb()) {
                return new GateVerdict.Indecisive("the two share less than "
                        + String.format(Locale.ROOT, "%.1f", settings.commonPsnrDb())
                        + " dB of PSNR-Y on sequence '" + name + "', too little to compare them; keep the PSNR of each"
                        + " quality setting near the champion's");
            }
            OptionalDouble bdRate = BdRate.percent(before.curve(), after.curve());
            if (bdRate.isEmpty()) {
                return new GateVerdict.Indecisive("sequence '" + name + "' was measured at too few qualities to compare"
                        + " the two; measure both at 4 or more");
            }
            comparisons.add(new SequenceComparison(name, bdRate.getAsDouble()));
            sum += bdRate.getAsDouble();
        }
        GateVerdict verdict = verdict(new Comparison(champion.group(), sum / comparisons.size(), comparisons));
        GateVerdict byPoints =
                verdict instanceof GateVerdict.Better better ? atPoints(champion, challenger, better) : verdict;
        return byPoints instanceof GateVerdict.Better better ? withColour(champion, challenger, better) : byPoints;
    }

    /** What lies between the points is a guess. Whoever chooses where they lie must not gain by it. */
    private GateVerdict atPoints(Evaluation champion, Evaluation challenger, GateVerdict.Better better) {
        double sum = 0;
        for (int i = 0; i < champion.sequences().size(); i++) {
            RateDistortionCurve before = champion.sequences().get(i).curve();
            RateDistortionCurve after = challenger.sequences().get(i).curve();
            double mostDb = Math.max(
                    LARGEST_STEP * commonPsnrDb(before, after),
                    largestStepDb(before, before.lowestPsnrDb(), before.highestPsnrDb()));
            if (largestStepDb(after, before.lowestPsnrDb(), before.highestPsnrDb()) > mostDb) {
                return new GateVerdict.Indecisive("between two quality settings on sequence '"
                        + champion.sequences().get(i).sequence().name()
                        + "' lies more than half of the range of PSNR-Y that the two share, too much to tell what is"
                        + " between them; keep the PSNR of each quality setting near the champion's");
            }
            sum += BdRate.percentAtPoints(before, after).orElse(0);
        }
        double mean = sum / champion.sequences().size();
        return mean > settings.meanBdRatePercent()
                ? new GateVerdict.NotBetter(
                        better.comparison(),
                        String.format(
                                Locale.ROOT,
                                "BD-rate %+.2f %% in the mean, but only %+.2f %% by the measured points alone, needed at most"
                                        + " %+.2f %%; keep the PSNR of each quality setting near the champion's",
                                better.comparison().meanBdRatePercent(),
                                mean,
                                settings.meanBdRatePercent()))
                : better;
    }

    /** The largest step between two points of which some lies within this range, in dB. */
    private static double largestStepDb(RateDistortionCurve curve, double lowestDb, double highestDb) {
        double largest = 0;
        for (int i = 1; i < curve.points().size(); i++) {
            double start = curve.points().get(i - 1).psnrDb();
            double end = curve.points().get(i).psnrDb();
            if (end > lowestDb && start < highestDb) {
                largest = Math.max(largest, end - start);
            }
        }
        return largest;
    }

    /** The bits that luma saves could be those of colour, which the PSNR of luma does not see. */
    private GateVerdict withColour(Evaluation champion, Evaluation challenger, GateVerdict.Better better) {
        double sum = 0;
        for (int i = 0; i < champion.sequences().size(); i++) {
            String name = champion.sequences().get(i).sequence().name();
            OptionalDouble bdRate = ColourBdRate.percent(
                    champion.sequences().get(i), challenger.sequences().get(i));
            if (bdRate.isEmpty()) {
                return new GateVerdict.NotBetter(
                        better.comparison(),
                        "the colour on sequence '" + name
                                + "' is so far from the champion's that it cannot be compared;"
                                + " code Cb and Cr as well as the champion does");
            }
            if (bdRate.getAsDouble() > settings.worstBdRatePercent()) {
                return colourLost(better, "on sequence '" + name + "'", bdRate.getAsDouble());
            }
            sum += bdRate.getAsDouble();
        }
        double mean = sum / champion.sequences().size();
        return mean > 0 ? colourLost(better, "in the mean", mean) : better;
    }

    /**
     * The mean BD-rate in percent when colour counts too, by the PSNR of Y, Cb and Cr weighted 6:1:1; empty if the colour of
     * a sequence is too far off to be compared.
     *
     * @throws IllegalArgumentException if the two were not measured in the same way
     */
    public OptionalDouble colourBdRatePercent(Evaluation champion, Evaluation challenger) {
        requireComparable(champion, challenger);
        double sum = 0;
        for (int i = 0; i < champion.sequences().size(); i++) {
            OptionalDouble bdRate = ColourBdRate.percent(
                    champion.sequences().get(i), challenger.sequences().get(i));
            if (bdRate.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += bdRate.getAsDouble();
        }
        return OptionalDouble.of(sum / champion.sequences().size());
    }

    private static GateVerdict colourLost(GateVerdict.Better better, String where, double bdRatePercent) {
        return new GateVerdict.NotBetter(
                better.comparison(),
                String.format(
                        Locale.ROOT,
                        "BD-rate %+.2f %% %s when colour counts (PSNR of Y, Cb and Cr weighted 6:1:1); code Cb and Cr as"
                                + " well as the champion does",
                        bdRatePercent,
                        where));
    }

    private static double commonPsnrDb(RateDistortionCurve anchor, RateDistortionCurve test) {
        return Math.min(anchor.highestPsnrDb(), test.highestPsnrDb())
                - Math.max(anchor.lowestPsnrDb(), test.lowestPsnrDb());
    }

    private GateVerdict verdict(Comparison comparison) {
        if (comparison.meanBdRatePercent() > settings.meanBdRatePercent()) {
            return new GateVerdict.NotBetter(
                    comparison,
                    String.format(
                            Locale.ROOT,
                            "BD-rate %+.2f %% in the mean, needed at most %+.2f %%",
                            comparison.meanBdRatePercent(),
                            settings.meanBdRatePercent()));
        }
        SequenceComparison worst = comparison.worst();
        if (worst.bdRatePercent() > settings.worstBdRatePercent()) {
            return new GateVerdict.NotBetter(
                    comparison,
                    String.format(
                            Locale.ROOT,
                            "BD-rate %+.2f %% on sequence '%s', allowed at most %+.2f %%",
                            worst.bdRatePercent(),
                            worst.sequence(),
                            settings.worstBdRatePercent()));
        }
        return new GateVerdict.Better(comparison);
    }

    private static void requireComparable(Evaluation champion, Evaluation challenger) {
        if (!champion.isComparableWith(challenger)) {
            throw new IllegalArgumentException("only evaluations of the same sequences by the same evaluator can be"
                    + " compared; measure both again");
        }
    }
}
