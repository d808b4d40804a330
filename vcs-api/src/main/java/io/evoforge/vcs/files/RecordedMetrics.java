package io.evoforge.vcs.files;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.vcs.files.JsonValue.JsonArray;
import io.evoforge.vcs.files.JsonValue.JsonLiteral;
import io.evoforge.vcs.files.JsonValue.JsonObject;
import io.evoforge.vcs.files.JsonValue.JsonString;
import io.evoforge.vcs.message.CheckedFigure;
import io.evoforge.vcs.message.RecordedEvolution;
import io.evoforge.vcs.message.Remeasurement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the metrics file says of one version, to be compared with a new measurement. */
public final class RecordedMetrics {
    /** Time depends on the machine; all else does not. */
    private static final Set<String> DEPENDING_ON_THE_MACHINE = Set.of("encodeMilliseconds", "decodeMilliseconds");

    private static final String BD_RATE = "bdRatePercent";
    private static final String MISSING = "-";
    private static final int LONGEST = 100;

    private final JsonObject entry;

    private RecordedMetrics(JsonObject entry) {
        this.entry = entry;
    }

    /**
     * The entry of the adoption {@code id}.
     *
     * @return empty if the file has none
     * @throws IllegalArgumentException if it is no metrics file; the message says why
     */
    public static Optional<RecordedMetrics> read(FileContent file, EvolutionId id) {
        try {
            String text = file.asText().orElseThrow(() -> new MalformedFileException("it is not text in UTF-8"));
            return Optional.ofNullable(MetricsFile.FILE.entries(text).get(id.value()))
                    .map(RecordedMetrics::new);
        } catch (MalformedFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The qualities that the version was measured at, in rising order; empty if the entry names none. */
    public List<Integer> qualities() {
        Set<Integer> qualities = new TreeSet<>();
        if (member(member(entry, "training"), "sequences") instanceof JsonArray sequences) {
            for (JsonValue sequence : sequences.elements()) {
                if (member(sequence, "points") instanceof JsonArray points) {
                    points.elements().forEach(point -> addQuality(qualities, member(point, "quality")));
                }
            }
        }
        return List.copyOf(qualities);
    }

    private static void addQuality(Set<Integer> qualities, @Nullable JsonValue value) {
        if (value instanceof JsonLiteral literal && literal.text().matches("[0-9]{1,3}")) {
            qualities.add(Integer.valueOf(literal.text()));
        }
    }

    /**
     * Every figure of the entry that can be measured again. A rounded one agrees if the new one is rounded to it.
     *
     * @param recorded what the message of the commit says
     * @param seed whether the version is one that nothing came before
     * @param referencePsnrDb the PSNR-Y, in dB, at which bitrates and compression ratios are quoted
     * @param measured the new measurement
     */
    public List<CheckedFigure> compare(
            RecordedEvolution recorded, boolean seed, double referencePsnrDb, Remeasurement measured) {
        Comparing comparing = new Comparing(seed || measured.before() != null);
        comparing.compare(
                "metrics: version",
                member(entry, "version"),
                new JsonLiteral(Integer.toString(recorded.version().number())));
        comparing.compare(
                "metrics: sourceSha256",
                member(entry, "sourceSha256"),
                new JsonString(recorded.source().hex()));
        Remeasurement.Before before = measured.before();
        comparing.group(
                "training", entry, measured.training(), before == null ? null : before.training(), referencePsnrDb);
        comparing.group(
                "heldOut", entry, measured.heldOut(), before == null ? null : before.heldOut(), referencePsnrDb);
        return List.copyOf(comparing.figures);
    }

    private static @Nullable JsonValue member(@Nullable JsonValue value, String name) {
        return value instanceof JsonObject object ? object.members().get(name) : null;
    }

    /** Walks through what would be written now, beside what was. */
    private static final class Comparing {
        private final boolean comparisonKnown;
        private final List<CheckedFigure> figures = new ArrayList<>();

        Comparing(boolean comparisonKnown) {
            this.comparisonKnown = comparisonKnown;
        }

        void group(String name, JsonObject entry, Evaluation measured, @Nullable Comparison comparison, double psnrDb) {
            compare("metrics: " + name, member(entry, name), MetricsFile.measurement(measured, comparison, psnrDb));
        }

        void compare(String name, @Nullable JsonValue committed, JsonValue measured) {
            if (measured instanceof JsonObject object) {
                for (Map.Entry<String, JsonValue> one : object.members().entrySet()) {
                    if (!DEPENDING_ON_THE_MACHINE.contains(one.getKey())) {
                        compare(join(name, one.getKey()), member(committed, one.getKey()), one.getValue());
                    }
                }
            } else if (measured instanceof JsonArray array) {
                elements(name, committed instanceof JsonArray there ? there.elements() : List.of(), array.elements());
            } else if (name.endsWith(BD_RATE) && !comparisonKnown) {
                figures.add(
                        CheckedFigure.notChecked(name, text(committed), "the version before is not in this history"));
            } else {
                String now = text(measured);
                figures.add(CheckedFigure.of(name, isSame(committed, measured) ? now : text(committed), now));
            }
        }

        private void elements(String name, List<JsonValue> committed, List<JsonValue> measured) {
            if (committed.size() != measured.size()) {
                figures.add(
                        CheckedFigure.of(name, Integer.toString(committed.size()), Integer.toString(measured.size())));
                return;
            }
            String parent = name.substring(0, name.lastIndexOf(' '));
            for (int i = 0; i < measured.size(); i++) {
                compare(join(parent, label(measured.get(i))), committed.get(i), measured.get(i));
            }
        }

        private static String label(JsonValue element) {
            return member(element, "name") instanceof JsonString name
                    ? name.value()
                    : "q" + text(member(element, "quality"));
        }

        private static String join(String path, String name) {
            return path + " " + name;
        }

        /** Numbers are compared as such: a person may have written 2.50 as 2.5. */
        private static boolean isSame(@Nullable JsonValue committed, JsonValue measured) {
            if (measured.equals(committed)) {
                return true;
            }
            return isNumber(committed)
                    && isNumber(measured)
                    && new BigDecimal(text(committed)).compareTo(new BigDecimal(text(measured))) == 0;
        }

        private static boolean isNumber(@Nullable JsonValue value) {
            return value instanceof JsonLiteral literal && literal.text().matches("[-0-9].*");
        }

        private static String text(@Nullable JsonValue value) {
            String text = value instanceof JsonString string
                    ? string.value()
                    : value instanceof JsonLiteral literal ? literal.text() : MISSING;
            String visible = text.replaceAll("\\p{Cntrl}", "?");
            return visible.length() > LONGEST ? visible.substring(0, LONGEST) : visible;
        }
    }
}
