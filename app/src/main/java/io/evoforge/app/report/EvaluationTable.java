package io.evoforge.app.report;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.evaluator.sandbox.metrics.FurtherMetrics;
import io.evoforge.evaluator.sandbox.metrics.FurtherQuality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** An evaluation as lines for a terminal. */
public final class EvaluationTable {
    private EvaluationTable() {}

    /** A table for each sequence: one line for each quality point. */
    public static List<String> lines(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        for (SequenceEvaluation one : evaluation.sequences()) {
            SequenceInfo sequence = one.sequence();
            lines.add("%s: %d x %d, %d frames at %s fps"
                    .formatted(
                            sequence.name(),
                            sequence.width(),
                            sequence.height(),
                            sequence.frames(),
                            sequence.frameRate()));
            lines.add("  quality      bytes   Mbit/s    ratio   PSNR-Y  worst frame   SSIM-Y  encode  decode");
            for (QualityPoint point : one.points()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %7d %10d %8.3f %7.1fx %8.2f %12.2f %8.4f %7s %7s",
                        point.quality(),
                        point.bytes(),
                        point.bitrate().megabitsPerSecond(),
                        (double) sequence.rawBytes() / point.bytes(),
                        point.psnrYDb(),
                        point.worstFramePsnrYDb(),
                        point.ssimY(),
                        framesPerSecond(sequence.frames(), point.encodeTime()),
                        framesPerSecond(sequence.frames(), point.decodeTime())));
            }
        }
        return lines;
    }

    /** What decides nothing and is worth knowing: a line for each quality point; none if nothing further was measured. */
    public static List<String> furtherLines(Evaluation evaluation, FurtherMetrics further) {
        List<String> lines = new ArrayList<>();
        if (further.isEmpty()) {
            return lines;
        }
        for (SequenceEvaluation one : evaluation.sequences()) {
            lines.add(one.sequence().name() + ", further metrics:");
            lines.add("  quality  PSNR-Cb  PSNR-Cr  pooled Y  pooled Cb  pooled Cr  SSIM-Cb  SSIM-Cr  MS-SSIM  PSNR-HVS"
                    + "   VMAF    NEG");
            for (QualityPoint point : one.points()) {
                further.find(one.sequence().name(), point.quality())
                        .ifPresent(quality -> lines.add(furtherLine(point, quality)));
            }
        }
        return lines;
    }

    private static String furtherLine(QualityPoint point, FurtherQuality quality) {
        SequenceQuality planes = quality.planes();
        return String.format(
                Locale.ROOT,
                "  %7d %8.2f %8.2f %9.2f %10.2f %10.2f %8.4f %8.4f %8s %9s %6s %6s",
                point.quality(),
                point.psnrCbDb(),
                point.psnrCrDb(),
                planes.luma().pooledPsnrDb(),
                planes.cb().pooledPsnrDb(),
                planes.cr().pooledPsnrDb(),
                planes.cb().ssim(),
                planes.cr().ssim(),
                orDash("%.4f", quality.msSsimY()),
                orDash("%.2f", quality.psnrHvsYDb()),
                orDash("%.2f", quality.vmaf()),
                orDash("%.2f", quality.vmafNeg()));
    }

    private static String orDash(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }

    /** The two numbers that a commit message quotes. */
    public static String headline(Headline headline) {
        return String.format(
                Locale.ROOT,
                "%.2f Mbps, %.2fx compression at %.1f dB PSNR-Y",
                headline.bitrate().megabitsPerSecond(),
                headline.compressionRatio(),
                headline.psnrDb());
    }

    private static String framesPerSecond(int frames, Duration time) {
        double seconds = time.toNanos() / 1e9;
        return seconds <= 0 ? "-" : String.format(Locale.ROOT, "%.0f fps", frames / seconds);
    }
}
