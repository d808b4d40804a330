package io.evoforge.evaluator.sandbox.metrics;

import io.evoforge.core.metrics.MsSsim;
import io.evoforge.core.metrics.PsnrHvs;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** Measures every decoded sequence in more ways, and keeps the results. Safe for use by several threads. */
public final class FurtherMetrics implements DecodedVideoListener {
    private final boolean vmaf;
    private final Map<Key, FurtherQuality> found = new ConcurrentHashMap<>();

    private record Key(String sequence, int quality) {}

    /**
     * Without results.
     *
     * @param vmaf whether the installed {@code ffmpeg} has the filter {@code libvmaf}
     */
    public FurtherMetrics(boolean vmaf) {
        this.vmaf = vmaf;
    }

    @Override
    public void decoded(TestSequence sequence, int quality, VideoSequence decoded) {
        VideoSequence reference = sequence.video();
        int frames = reference.frames().size();
        double msSsim = 0;
        double psnrHvs = 0;
        for (int i = 0; i < frames; i++) {
            Plane original = reference.frames().get(i).luma();
            Plane other = decoded.frames().get(i).luma();
            msSsim += MsSsim.of(original, other);
            psnrHvs += Math.min(PsnrHvs.of(original, other), SequenceQuality.FRAME_PSNR_LIMIT_DB);
        }
        Optional<Vmaf> perceived = vmaf ? Vmaf.between(reference, decoded) : Optional.empty();
        found.put(
                new Key(sequence.info().name(), quality),
                new FurtherQuality(
                        SequenceQuality.between(reference, decoded),
                        msSsim / frames,
                        psnrHvs / frames,
                        perceived.map(one -> OptionalDouble.of(one.vmaf())).orElseGet(OptionalDouble::empty),
                        perceived.map(one -> OptionalDouble.of(one.vmafNeg())).orElseGet(OptionalDouble::empty)));
    }

    /** Whether nothing was decoded. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The result for a sequence, by name, and a quality; empty if it was not decoded. */
    public Optional<FurtherQuality> find(String sequence, int quality) {
        return Optional.ofNullable(found.get(new Key(sequence, quality)));
    }
}
