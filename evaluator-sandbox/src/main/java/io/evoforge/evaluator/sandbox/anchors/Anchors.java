package io.evoforge.evaluator.sandbox.anchors;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.metrics.BdRate;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.FfmpegVideo;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import io.evoforge.evaluator.sandbox.video.Y4mWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures established codecs on our sequences through an installed {@code ffmpeg}, by the same metrics as candidates.
 * Bytes are those of the bare stream, without a container beyond what its format demands.
 */
public final class Anchors {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Anchors() {}

    /**
     * The rate-distortion curve of {@code anchor} on a sequence, PSNR-Y as the mean over frames.
     *
     * @throws EvaluatorException if {@code ffmpeg} is missing, lacks the encoder, fails or takes more than 5 minutes for
     *     one point, or if bitrate and PSNR do not rise together
     */
    public static RateDistortionCurve measure(Anchor anchor, TestSequence sequence) {
        try {
            Path directory = Files.createTempDirectory("evoforge-anchor-");
            try {
                Path source = directory.resolve("source.y4m");
                Y4mWriter.write(sequence.video(), source);
                List<RateDistortionPoint> points = new ArrayList<>();
                for (int quality : anchor.qualities()) {
                    points.add(point(anchor, quality, sequence.video(), source, directory));
                }
                return curve(anchor, sequence, points);
            } finally {
                deleteAll(directory);
            }
        } catch (IOException e) {
            throw fault(
                    EvaluatorException.Reason.RESOURCES,
                    anchor,
                    "the temporary directory failed: " + e.getMessage(),
                    e);
        }
    }

    private static RateDistortionCurve curve(Anchor anchor, TestSequence sequence, List<RateDistortionPoint> points) {
        try {
            return RateDistortionCurve.through(points);
        } catch (IllegalArgumentException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.VIDEO,
                    anchor.title() + " has no curve on '" + sequence.info().name()
                            + "': more bits bring no better picture there. Give video with more in it, or do without.",
                    e);
        }
    }

    /**
     * How many bits more or fewer than {@code anchor} a codec needs at equal PSNR-Y, in percent; negative is fewer.
     *
     * @return empty if the two share no range of PSNR
     */
    public static OptionalDouble bdRatePercent(RateDistortionCurve anchor, RateDistortionCurve codec) {
        return BdRate.percent(anchor, codec);
    }

    private static RateDistortionPoint point(
            Anchor anchor, int quality, VideoSequence video, Path source, Path directory) throws IOException {
        Path coded = directory.resolve("coded");
        List<String> command = new ArrayList<>(
                List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", source.toString(), "-c:v", anchor.encoder()));
        command.addAll(anchor.options());
        command.addAll(List.of(anchor.qualityOption(), Integer.toString(quality)));
        command.addAll(List.of("-pix_fmt", "yuv420p"));
        command.addAll(List.of("-f", anchor.format(), coded.toString()));
        run(anchor, command, directory.resolve("errors"));
        VideoSequence decoded = FfmpegVideo.read(coded, video.frames().size() + 1);
        SequenceQuality closeness = SequenceQuality.between(video, decoded);
        return new RateDistortionPoint(
                Bitrate.of(Files.size(coded), video.seconds()), closeness.luma().psnrDb());
    }

    private static void run(Anchor anchor, List<String> command, Path errors) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(errors.toFile());
        builder.environment().clear();
        try {
            Process process = builder.start();
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw fault(EvaluatorException.Reason.VIDEO, anchor, "ffmpeg took too long", null);
                }
                if (process.exitValue() != 0) {
                    String said = Files.readString(errors, StandardCharsets.ISO_8859_1);
                    throw fault(EvaluatorException.Reason.VIDEO, anchor, "ffmpeg says '" + lastLine(said) + "'", null);
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw fault(EvaluatorException.Reason.VIDEO, anchor, "ffmpeg cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault(EvaluatorException.Reason.INTERRUPTED, anchor, "interrupted", e);
        }
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce("", (before, line) -> line.strip())
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static EvaluatorException fault(
            EvaluatorException.Reason reason, Anchor anchor, String what, @Nullable Exception cause) {
        return new EvaluatorException(
                reason,
                "Cannot measure " + anchor.title() + ": " + what + ". Install an ffmpeg with the encoder "
                        + anchor.encoder() + ", or leave this anchor out.",
                cause);
    }
}
