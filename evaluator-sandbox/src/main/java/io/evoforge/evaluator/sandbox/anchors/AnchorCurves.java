package io.evoforge.evaluator.sandbox.anchors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import io.evoforge.core.source.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Measured anchors, to be compared with without measuring them again. Immutable.
 *
 * @param curves at most one for each anchor and sequence
 */
public record AnchorCurves(List<AnchorCurve> curves) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUILT_IN = "default-clip.json";

    public AnchorCurves {
        curves = List.copyOf(curves);
    }

    /** Those of the default clip, which come with Evoforge. */
    public static AnchorCurves builtIn() {
        try (InputStream in = Objects.requireNonNull(AnchorCurves.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + BUILT_IN + " from our jar", e);
        }
    }

    /**
     * What {@link #write} left in {@code file}; nothing if there is no such file.
     *
     * @throws EvaluatorException with reason {@code RESOURCES} if the file cannot be read or holds something else
     */
    public static AnchorCurves read(Path file) {
        if (!Files.exists(file)) {
            return new AnchorCurves(List.of());
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot read the anchors in '" + file + "': '" + e.getMessage()
                            + "'. Delete the file and run `evoforge anchors` again.",
                    e);
        }
    }

    /**
     * Writes all to {@code file}; whoever reads it meanwhile sees the old one whole.
     *
     * @throws EvaluatorException with reason {@code RESOURCES} if it cannot be written
     */
    public void write(Path file) {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
        try {
            Files.writeString(beside, toJson());
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot write the anchors to '" + file + "': '" + e.getMessage()
                            + "'. Name a file in a directory you may write to.",
                    e);
        }
    }

    /** The curve of {@code anchor} on a sequence; empty if it was not measured. */
    public Optional<AnchorCurve> find(Anchor anchor, Sha256 sequence) {
        return curves.stream()
                .filter(curve -> curve.anchor() == anchor && curve.sequence().equals(sequence))
                .findFirst();
    }

    /** These and those of {@code more}, which win over these. */
    public AnchorCurves with(AnchorCurves more) {
        List<AnchorCurve> all = new ArrayList<>(more.curves);
        for (AnchorCurve curve : curves) {
            if (more.find(curve.anchor(), curve.sequence()).isEmpty()) {
                all.add(curve);
            }
        }
        return new AnchorCurves(all);
    }

    private static AnchorCurves parse(String text) throws JsonProcessingException {
        List<AnchorCurve> curves = new ArrayList<>();
        for (JsonNode one : JSON.readTree(text).required("anchors")) {
            List<RateDistortionPoint> points = new ArrayList<>();
            for (JsonNode point : one.required("points")) {
                points.add(new RateDistortionPoint(
                        new Bitrate(point.required("bitsPerSecond").doubleValue()),
                        point.required("psnrYDb").doubleValue()));
            }
            curves.add(new AnchorCurve(
                    Anchor.valueOf(one.required("anchor").textValue()),
                    new Sha256(one.required("sequence").textValue()),
                    one.required("ffmpeg").textValue(),
                    new RateDistortionCurve(points)));
        }
        return new AnchorCurves(curves);
    }

    private String toJson() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode all = root.putArray("anchors");
        for (AnchorCurve one : curves) {
            ObjectNode node = all.addObject();
            node.put("anchor", one.anchor().name());
            node.put("sequence", one.sequence().hex());
            node.put("ffmpeg", one.program());
            ArrayNode points = node.putArray("points");
            for (RateDistortionPoint point : one.curve().points()) {
                points.addObject()
                        .put("bitsPerSecond", point.bitrate().bitsPerSecond())
                        .put("psnrYDb", point.psnrDb());
            }
        }
        return root.toPrettyString() + "\n";
    }
}
