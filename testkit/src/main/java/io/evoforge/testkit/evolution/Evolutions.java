package io.evoforge.testkit.evolution;

import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evaluation.Evaluations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes adopted versions: {@code evolution(3).summary("Predicts DC").build()}. */
public final class Evolutions {
    private static final Instant SEED_ADOPTED = Instant.parse("2025-10-16T23:45:12.345678Z");

    private final EvolutionVersion version;
    private String run = "run-1";
    private String source;
    private String summary;
    private double trainingBdRatePercent = -33.02;
    private double heldOutBdRatePercent = -34.21;
    private double bits = 0.66;

    private Evolutions(int version) {
        this.version = new EvolutionVersion(version);
        this.source = "final class EvolvedCodec { int version = " + version + "; }\n";
        this.summary = version == 1 ? "An intra-only DCT codec" : "Predicts DC from the block to the left";
    }

    /** A version with everything filled in; 1 is a seed. Versions are adopted an hour apart. */
    public static Evolutions evolution(int version) {
        return new Evolutions(version);
    }

    /** As adopted by another run; gives another id. */
    public Evolutions run(String value) {
        run = value;
        return this;
    }

    /** With this source. */
    public Evolutions source(String value) {
        source = value;
        return this;
    }

    /** With this summary by the proposer. */
    public Evolutions summary(String value) {
        summary = value;
        return this;
    }

    /** With these mean BD-rates against the version before, in percent. */
    public Evolutions bdRatePercent(double training, double heldOut) {
        trainingBdRatePercent = training;
        heldOutBdRatePercent = heldOut;
        return this;
    }

    /** With this many times the bitrate of {@link Evaluations}. */
    public Evolutions bits(double value) {
        bits = value;
        return this;
    }

    /** The evolution. */
    public Evolution build() {
        SourceCode code = new SourceCode(source);
        return new Evolution(
                EvolutionId.of(run, version, code.sha256()),
                version,
                code,
                summary,
                new Evidence(
                        Evaluations.withBits(SequenceGroup.TRAINING, bits),
                        Evaluations.withBits(SequenceGroup.HELD_OUT, bits),
                        comparison(SequenceGroup.TRAINING, trainingBdRatePercent),
                        comparison(SequenceGroup.HELD_OUT, heldOutBdRatePercent),
                        version.equals(EvolutionVersion.SEED) ? 0 : version.number() * 10L,
                        42,
                        "recorded replies"),
                SEED_ADOPTED.plus(Duration.ofHours(version.number() - 1L)));
    }

    private @Nullable Comparison comparison(SequenceGroup group, double bdRatePercent) {
        if (version.equals(EvolutionVersion.SEED)) {
            return null;
        }
        List<SequenceComparison> sequences = Evaluations.withBits(group, 1).sequences().stream()
                .map(SequenceEvaluation::sequence)
                .map(info -> new SequenceComparison(info.name(), bdRatePercent))
                .toList();
        return new Comparison(group, bdRatePercent, sequences);
    }
}
