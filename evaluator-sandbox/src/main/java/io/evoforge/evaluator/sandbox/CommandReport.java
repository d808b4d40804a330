package io.evoforge.evaluator.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a command prints, as JSON. Either a reason why it refuses the source, or results. */
record CommandReport(
        @JsonProperty("refused") @Nullable String refused,
        @JsonProperty("sequences") @Nullable List<Sequence> sequences) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A result for one sequence. */
    record Sequence(
            @JsonProperty(value = "name", required = true) String name,
            @JsonProperty(value = "width", required = true) int width,
            @JsonProperty(value = "height", required = true) int height,
            @JsonProperty(value = "frames", required = true) int frames,

            @JsonProperty(value = "rateNumerator", required = true)
            int rateNumerator,

            @JsonProperty(value = "rateDenominator", required = true)
            int rateDenominator,

            @JsonProperty(value = "sha256", required = true) String sha256,
            @JsonProperty(value = "points", required = true) List<Point> points) {}

    /** A result for one quality. */
    record Point(
            @JsonProperty(value = "quality", required = true)
            int quality,

            @JsonProperty(value = "bytes", required = true) long bytes,

            @JsonProperty(value = "psnrYDb", required = true)
            double psnrYDb,

            @JsonProperty(value = "psnrCbDb", required = true)
            double psnrCbDb,

            @JsonProperty(value = "psnrCrDb", required = true)
            double psnrCrDb,

            @JsonProperty(value = "worstFramePsnrYDb", required = true)
            double worstFramePsnrYDb,

            @JsonProperty(value = "ssimY", required = true) double ssimY,

            @JsonProperty(value = "encodeSeconds", required = true)
            double encodeSeconds,

            @JsonProperty(value = "decodeSeconds", required = true)
            double decodeSeconds) {}

    /** Reads what a command printed. */
    static List<SequenceEvaluation> read(String output) throws CandidateFault {
        try {
            CommandReport report = JSON.readValue(output, CommandReport.class);
            if (report.refused != null) {
                throw new CandidateFault(Refusal.Stage.MEASURE, report.refused);
            }
            List<SequenceEvaluation> results = new ArrayList<>();
            for (Sequence sequence : Objects.requireNonNull(report.sequences, "it has no 'sequences'")) {
                results.add(evaluation(sequence));
            }
            if (results.isEmpty()) {
                throw new IllegalArgumentException("its 'sequences' are empty");
            }
            return results;
        } catch (JsonProcessingException e) {
            throw notAReport(e.getOriginalMessage());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw notAReport(String.valueOf(e.getMessage()));
        }
    }

    private static SequenceEvaluation evaluation(Sequence sequence) {
        SequenceInfo info = new SequenceInfo(
                sequence.name,
                sequence.width,
                sequence.height,
                sequence.frames,
                new FrameRate(sequence.rateNumerator, sequence.rateDenominator),
                new Sha256(sequence.sha256));
        SequenceEvaluation evaluation = new SequenceEvaluation(
                info, sequence.points.stream().map(point -> point(info, point)).toList());
        // Refuses what is no curve, as the gate would later.
        Objects.requireNonNull(evaluation.curve());
        return evaluation;
    }

    private static QualityPoint point(SequenceInfo info, Point point) {
        return new QualityPoint(
                point.quality,
                point.bytes,
                Bitrate.of(point.bytes, info.seconds()),
                point.psnrYDb,
                point.psnrCbDb,
                point.psnrCrDb,
                point.worstFramePsnrYDb,
                point.ssimY,
                Duration.ofNanos((long) (point.encodeSeconds * 1e9)),
                Duration.ofNanos((long) (point.decodeSeconds * 1e9)));
    }

    private static CandidateFault notAReport(String why) {
        return new CandidateFault(Refusal.Stage.MEASURE, "what the command printed is no report: " + why);
    }
}
