package io.evoforge.evaluator.sandbox.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.Y4mWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * VMAF through the filter {@code libvmaf} of an installed {@code ffmpeg}, means over frames.
 *
 * @param vmaf model v0.6.1, 0 to 100
 * @param vmafNeg its variant without enhancement gain
 */
record Vmaf(double vmaf, double vmafNeg) {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LOG = "vmaf.json";

    /** Twice escaped: for the description of the filter graph, and for the option of the filter. */
    private static final String FILTER = "libvmaf=model=version=vmaf_v0.6.1\\\\:name=vmaf"
            + "|version=vmaf_v0.6.1neg\\\\:name=vmaf_neg:log_fmt=json:log_path=" + LOG;

    /**
     * Measures.
     *
     * @return empty if the size is odd, which libvmaf cannot do
     * @throws EvaluatorException if {@code ffmpeg} fails
     */
    static Optional<Vmaf> between(VideoSequence reference, VideoSequence decoded) {
        return between("ffmpeg", reference, decoded);
    }

    /** As above, with the {@code ffmpeg} called {@code program}. */
    static Optional<Vmaf> between(String program, VideoSequence reference, VideoSequence decoded) {
        if (reference.width() % 2 != 0 || reference.height() % 2 != 0) {
            return Optional.empty();
        }
        try {
            Path directory = Files.createTempDirectory("evoforge-vmaf-");
            Path original = directory.resolve("reference.y4m");
            Path other = directory.resolve("decoded.y4m");
            Path log = directory.resolve(LOG);
            try {
                Y4mWriter.write(reference, original);
                Y4mWriter.write(decoded, other);
                run(program, directory, original, other);
                return Optional.of(parse(Files.readString(log)));
            } finally {
                for (Path path : List.of(original, other, log, directory)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot measure VMAF: '" + e.getMessage() + "'. Check the ffmpeg, or use one without libvmaf.",
                    e);
        }
    }

    /** Reads libvmaf's log. */
    static Vmaf parse(String log) throws JsonProcessingException {
        JsonNode pooled = new ObjectMapper().readTree(log).path("pooled_metrics");
        return new Vmaf(mean(pooled, "vmaf"), mean(pooled, "vmaf_neg"));
    }

    private static double mean(JsonNode pooled, String name) throws JsonProcessingException {
        JsonNode mean = pooled.path(name).path("mean");
        if (!mean.isNumber()) {
            throw new JsonProcessingException("libvmaf's log has no mean of '" + name + "'") {
                private static final long serialVersionUID = 1L;
            };
        }
        return mean.doubleValue();
    }

    private static void run(String program, Path directory, Path original, Path other) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        program,
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        other.toString(),
                        "-i",
                        original.toString(),
                        "-lavfi",
                        FILTER,
                        "-f",
                        "null",
                        "-")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("ffmpeg failed with its filter libvmaf");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluatorException(EvaluatorException.Reason.INTERRUPTED, "Interrupted while measuring VMAF.", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
