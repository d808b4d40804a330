package io.evoforge.vcs.files;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.vcs.files.JsonValue.JsonArray;
import io.evoforge.vcs.files.JsonValue.JsonLiteral;
import io.evoforge.vcs.files.JsonValue.JsonObject;
import io.evoforge.vcs.files.JsonValue.JsonString;
import io.evoforge.vcs.message.ModelText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of all versions as JSON, for programs: {@code {"schema": 1, "evolutions": [...]}}, oldest first.
 * Members that somebody added are kept.
 */
final class MetricsFile implements KeyedFile<JsonObject> {
    static final MetricsFile FILE = new MetricsFile();

    private static final String SCHEMA = "schema";
    private static final String VERSION_OF_SCHEMA = "1";
    private static final String EVOLUTIONS = "evolutions";
    private static final String KEY = "evolutionId";

    private MetricsFile() {}

    @Override
    public Map<String, JsonObject> entries(String text) throws MalformedFileException {
        return entries(root(text));
    }

    @Override
    public String put(@Nullable String text, String key, JsonObject entry) throws MalformedFileException {
        JsonObject root = text == null || text.isBlank()
                ? object(SCHEMA, new JsonLiteral(VERSION_OF_SCHEMA), EVOLUTIONS, new JsonArray(List.of()))
                : root(text);
        Map<String, JsonObject> entries = entries(root);
        entries.put(key, entry);
        Map<String, JsonValue> members = new LinkedHashMap<>(root.members());
        members.put(EVOLUTIONS, new JsonArray(new ArrayList<>(entries.values())));
        return JsonWriter.write(new JsonObject(members));
    }

    private static JsonObject root(String text) throws MalformedFileException {
        if (!(JsonReader.read(text) instanceof JsonObject root)) {
            throw new MalformedFileException("it is JSON, but not an object");
        }
        JsonValue schema = root.members().get(SCHEMA);
        if (!new JsonLiteral(VERSION_OF_SCHEMA).equals(schema)) {
            throw new MalformedFileException("its \"schema\" is not " + VERSION_OF_SCHEMA
                    + ", the only one this version knows; a newer version may have written it");
        }
        return root;
    }

    private static Map<String, JsonObject> entries(JsonObject root) throws MalformedFileException {
        if (!(root.members().get(EVOLUTIONS) instanceof JsonArray array)) {
            throw new MalformedFileException("its \"evolutions\" is not an array");
        }
        Map<String, JsonObject> entries = new LinkedHashMap<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonObject entry) || !(entry.members().get(KEY) instanceof JsonString key)) {
                throw new MalformedFileException("an element of its \"evolutions\" has no \"evolutionId\"");
            }
            if (entries.put(key.value(), entry) != null) {
                throw new MalformedFileException("evolution " + ModelText.line(key.value(), 40) + " is there twice");
            }
        }
        return entries;
    }

    static JsonObject entry(Evolution evolution, double referencePsnrDb) {
        Evidence evidence = evolution.evidence();
        EvaluatorIdentity evaluator = evidence.training().evaluator();
        return object(
                "version",
                whole(evolution.version().number()),
                KEY,
                text(evolution.id().value()),
                "adoptedAt",
                text(evolution.adoptedAt().toString()),
                "sourceSha256",
                text(evolution.source().sha256().hex()),
                "summary",
                text(ModelText.line(evolution.summary(), 500)),
                "proposer",
                text(ModelText.line(evidence.proposer(), 200)),
                "candidate",
                whole(evidence.candidate()),
                "seed",
                whole(evidence.seed()),
                "evaluator",
                object(
                        "name",
                        text(evaluator.name()),
                        "settings",
                        text(evaluator.settings()),
                        "containment",
                        text(evaluator.level().name().toLowerCase(Locale.ROOT))),
                "training",
                measurement(evidence.training(), evidence.trainingComparison(), referencePsnrDb),
                "heldOut",
                measurement(evidence.heldOut(), evidence.heldOutComparison(), referencePsnrDb));
    }

    static JsonObject measurement(Evaluation evaluation, @Nullable Comparison comparison, double referencePsnrDb) {
        Headline headline = evaluation.headline(referencePsnrDb);
        List<JsonValue> sequences = new ArrayList<>();
        for (SequenceEvaluation sequence : evaluation.sequences()) {
            sequences.add(sequence(sequence, comparison));
        }
        return object(
                "headline",
                object(
                        "psnrYDb",
                        number(headline.psnrDb(), 1),
                        "bitrateMbps",
                        number(headline.bitrate().megabitsPerSecond(), 6),
                        "compressionRatio",
                        number(headline.compressionRatio(), 4)),
                "bdRatePercent",
                comparison == null ? JsonLiteral.NULL : number(comparison.meanBdRatePercent(), 4),
                "sequences",
                new JsonArray(sequences));
    }

    private static JsonObject sequence(SequenceEvaluation evaluation, @Nullable Comparison comparison) {
        SequenceInfo info = evaluation.sequence();
        List<JsonValue> points = new ArrayList<>();
        for (QualityPoint point : evaluation.points()) {
            points.add(point(point));
        }
        return object(
                "name",
                text(info.name()),
                "sha256",
                text(info.sha256().hex()),
                "width",
                whole(info.width()),
                "height",
                whole(info.height()),
                "frames",
                whole(info.frames()),
                "frameRate",
                text(info.frameRate().toString()),
                "bdRatePercent",
                bdRate(comparison, info.name()),
                "points",
                new JsonArray(points));
    }

    private static JsonValue bdRate(@Nullable Comparison comparison, String sequence) {
        if (comparison != null) {
            for (SequenceComparison one : comparison.sequences()) {
                if (one.sequence().equals(sequence)) {
                    return number(one.bdRatePercent(), 4);
                }
            }
        }
        return JsonLiteral.NULL;
    }

    private static JsonObject point(QualityPoint point) {
        return object(
                "quality",
                whole(point.quality()),
                "bytes",
                whole(point.bytes()),
                "bitrateMbps",
                number(point.bitrate().megabitsPerSecond(), 6),
                "psnrYDb",
                number(point.psnrYDb(), 4),
                "psnrCbDb",
                number(point.psnrCbDb(), 4),
                "psnrCrDb",
                number(point.psnrCrDb(), 4),
                "worstFramePsnrYDb",
                number(point.worstFramePsnrYDb(), 4),
                "ssimY",
                number(point.ssimY(), 6),
                "encodeMilliseconds",
                milliseconds(point.encodeTime()),
                "decodeMilliseconds",
                milliseconds(point.decodeTime()));
    }

    private static JsonValue milliseconds(Duration duration) {
        return whole(duration.toMillis());
    }

    private static JsonValue whole(long number) {
        return new JsonLiteral(Long.toString(number));
    }

    /** JSON has no infinity, which is the PSNR of an exact copy; it becomes null. */
    private static JsonValue number(double number, int decimals) {
        return Double.isFinite(number)
                ? new JsonLiteral(BigDecimal.valueOf(number)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString())
                : JsonLiteral.NULL;
    }

    private static JsonString text(String text) {
        return new JsonString(text);
    }

    /** An object of names and values in turn. */
    private static JsonObject object(Object... namesAndValues) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
        }
        return new JsonObject(members);
    }
}
