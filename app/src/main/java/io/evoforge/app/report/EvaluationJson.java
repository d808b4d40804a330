package io.evoforge.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.evaluator.sandbox.metrics.FurtherMetrics;
import io.evoforge.evaluator.sandbox.metrics.FurtherQuality;
import java.util.Locale;

/** An evaluation for machines. Names and units are stable; new fields may be added. */
public final class EvaluationJson {
    private EvaluationJson() {}

    /** A stored evaluation, of which nothing but the evaluator's own numbers is kept, with its headline at {@code psnrDb}. */
    public static ObjectNode of(Evaluation evaluation, double psnrDb) {
        return of(evaluation, psnrDb, new FurtherMetrics(false));
    }

    /** The evaluation with its headline at {@code psnrDb}, and what else was measured. */
    public static ObjectNode of(Evaluation evaluation, double psnrDb, FurtherMetrics further) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        Headline headline = evaluation.headline(psnrDb);
        root.put("evaluator", evaluation.evaluator().name());
        root.put("containment", evaluation.evaluator().level().name());
        root.put("group", evaluation.group().name().toLowerCase(Locale.ROOT));
        root.putObject("headline")
                .put("psnrYDb", headline.psnrDb())
                .put("bitrateMbps", headline.bitrate().megabitsPerSecond())
                .put("compressionRatio", headline.compressionRatio());
        ArrayNode sequences = root.putArray("sequences");
        for (SequenceEvaluation one : evaluation.sequences()) {
            ObjectNode sequence = sequences.addObject();
            sequence.put("name", one.sequence().name())
                    .put("width", one.sequence().width())
                    .put("height", one.sequence().height())
                    .put("frames", one.sequence().frames())
                    .put("frameRate", one.sequence().frameRate().toString())
                    .put("sha256", one.sequence().sha256().hex());
            ArrayNode points = sequence.putArray("points");
            for (QualityPoint point : one.points()) {
                ObjectNode node = points.addObject();
                node.put("quality", point.quality())
                        .put("bytes", point.bytes())
                        .put("bitrateMbps", point.bitrate().megabitsPerSecond())
                        .put("psnrYDb", point.psnrYDb())
                        .put("psnrCbDb", point.psnrCbDb())
                        .put("psnrCrDb", point.psnrCrDb())
                        .put("worstFramePsnrYDb", point.worstFramePsnrYDb())
                        .put("ssimY", point.ssimY())
                        .put("encodeSeconds", point.encodeTime().toNanos() / 1e9)
                        .put("decodeSeconds", point.decodeTime().toNanos() / 1e9);
                further.find(one.sequence().name(), point.quality()).ifPresent(quality -> add(node, quality));
            }
        }
        return root;
    }

    private static void add(ObjectNode node, FurtherQuality quality) {
        SequenceQuality planes = quality.planes();
        node.put("pooledPsnrYDb", planes.luma().pooledPsnrDb())
                .put("pooledPsnrCbDb", planes.cb().pooledPsnrDb())
                .put("pooledPsnrCrDb", planes.cr().pooledPsnrDb())
                .put("ssimCb", planes.cb().ssim())
                .put("ssimCr", planes.cr().ssim());
        quality.msSsimY().ifPresent(value -> node.put("msSsimY", value));
        quality.psnrHvsYDb().ifPresent(value -> node.put("psnrHvsYDb", value));
        quality.vmaf().ifPresent(score -> node.put("vmaf", score));
        quality.vmafNeg().ifPresent(score -> node.put("vmafNeg", score));
    }
}
