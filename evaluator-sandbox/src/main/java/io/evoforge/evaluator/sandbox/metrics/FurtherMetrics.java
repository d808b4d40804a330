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
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

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
        Optional<Vmaf> perceived = vmaf ? Vmaf.between(reference, decoded) : Optional.empty();
        found.put(
                new Key(sequence.info().name(), quality),
                new FurtherQuality(
                        SequenceQuality.between(reference, decoded),
                        mean(reference, decoded, MsSsim.SMALLEST_SIDE, MsSsim::of),
                        mean(
                                reference,
                                decoded,
                                PsnrHvs.SMALLEST_SIDE,
                                (original, other) ->
                                        Math.min(PsnrHvs.of(original, other), SequenceQuality.FRAME_PSNR_LIMIT_DB)),
                        perceived.map(one -> OptionalDouble.of(one.vmaf())).orElseGet(OptionalDouble::empty),
                        perceived.map(one -> OptionalDouble.of(one.vmafNeg())).orElseGet(OptionalDouble::empty)));
    }

    /** Over the luma planes of all frames; empty if these are narrower or lower than {@code smallestSide}. */
    private static OptionalDouble mean(
            VideoSequence reference, VideoSequence decoded, int smallestSide, ToDoubleBiFunction<Plane, Plane> metric) {
        if (Math.min(reference.width(), reference.height()) < smallestSide) {
            return OptionalDouble.empty();
        }
        return IntStream.range(0, reference.frames().size())
                .mapToDouble(i -> metric.applyAsDouble(
                        reference.frames().get(i).luma(),
                        decoded.frames().get(i).luma()))
                .average();
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
