package io.evoforge.app.report;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
