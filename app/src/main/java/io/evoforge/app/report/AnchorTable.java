package io.evoforge.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.anchors.AnchorComparison;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurve;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurves;
import io.evoforge.evaluator.sandbox.anchors.Anchors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Established codecs as lines for a terminal. */
public final class AnchorTable {
    private static final Anchor YARDSTICK = Anchor.X264_MEDIUM;

    private AnchorTable() {}

    /** How a codec stands against each anchor: "bits of H.264 (x264 medium) at equal PSNR-Y: +31 %". */
    public static List<String> lines(List<AnchorComparison> comparisons) {
        return comparisons.stream()
                .map(one -> String.format(
                        Locale.ROOT,
                        "bits of %-24s at equal PSNR-Y: %+7d %%   (%s)",
                        one.anchor().title(),
                        Math.round(one.meanPercent()),
                        one.percentBySequence().entrySet().stream()
                                .map(entry -> String.format(
                                        Locale.ROOT, "%s %+d %%", entry.getKey(), Math.round(entry.getValue())))
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    /** What was measured, each anchor with its bits against x264 at its default effort. */
    public static List<String> ofAnchors(List<SequenceInfo> sequences, AnchorCurves curves) {
        List<String> lines = new ArrayList<>();
        for (SequenceInfo sequence : sequences) {
            lines.add("%s: %d x %d, %d frames"
                    .formatted(sequence.name(), sequence.width(), sequence.height(), sequence.frames()));
            Optional<AnchorCurve> yardstick = curves.find(YARDSTICK, sequence.sha256());
            for (Anchor anchor : Anchor.values()) {
                curves.find(anchor, sequence.sha256()).ifPresent(measured -> lines.add(line(measured, yardstick)));
            }
        }
        return lines;
    }

    /** The same as JSON, with every point. */
    public static ArrayNode json(List<SequenceInfo> sequences, AnchorCurves curves) {
        ArrayNode root = JsonNodeFactory.instance.arrayNode();
        for (SequenceInfo sequence : sequences) {
            ObjectNode node = root.addObject()
                    .put("sequence", sequence.name())
                    .put("sha256", sequence.sha256().hex())
                    .put("width", sequence.width())
                    .put("height", sequence.height())
                    .put("frames", sequence.frames());
            ArrayNode anchors = node.putArray("anchors");
            Optional<AnchorCurve> yardstick = curves.find(YARDSTICK, sequence.sha256());
            for (Anchor anchor : Anchor.values()) {
                curves.find(anchor, sequence.sha256())
                        .ifPresent(measured -> anchors.add(json(measured, percent(measured, yardstick))));
            }
        }
        return root;
    }

    private static ObjectNode json(AnchorCurve measured, OptionalDouble percent) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("anchor", measured.anchor().name())
                .put("title", measured.anchor().title())
                .put("program", measured.program());
        percent.ifPresent(value -> node.put("bdRateAgainstX264MediumPercent", value));
        ArrayNode points = node.putArray("points");
        measured.curve()
                .points()
                .forEach(point -> points.addObject()
                        .put("bitsPerSecond", point.bitrate().bitsPerSecond())
                        .put("psnrYDb", point.psnrDb()));
        return node;
    }

    private static OptionalDouble percent(AnchorCurve measured, Optional<AnchorCurve> yardstick) {
        return yardstick.isPresent()
                ? Anchors.bdRatePercent(yardstick.get().curve(), measured.curve())
                : OptionalDouble.empty();
    }

    private static String line(AnchorCurve measured, Optional<AnchorCurve> yardstick) {
        OptionalDouble percent = percent(measured, yardstick);
        int last = measured.curve().points().size() - 1;
        return String.format(
                Locale.ROOT,
                "  %-24s %s   %.3f Mbit/s at %.1f dB to %.3f Mbit/s at %.1f dB (ffmpeg %s)",
                measured.anchor().title(),
                percent.isPresent()
                        ? String.format(Locale.ROOT, "%+7d %%", Math.round(percent.getAsDouble()))
                        : "        -",
                measured.curve().points().get(0).bitrate().megabitsPerSecond(),
                measured.curve().lowestPsnrDb(),
                measured.curve().points().get(last).bitrate().megabitsPerSecond(),
                measured.curve().highestPsnrDb(),
                measured.program());
    }
}
