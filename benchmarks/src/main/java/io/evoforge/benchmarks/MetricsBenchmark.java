package io.evoforge.benchmarks;

import io.evoforge.core.metrics.MsSsim;
import io.evoforge.core.metrics.PsnrHvs;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.core.video.VideoSequence;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Comparing two CIF sequences of {@link TestVideo#FRAMES} frames on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MetricsBenchmark {
    private final VideoSequence original = TestVideo.original();
    private final VideoSequence degraded = TestVideo.degraded(original);

    /** PSNR and SSIM of all three components. */
    @Benchmark
    public double psnrAndSsim(CpuTime cpu) {
        return cpu.measured(
                () -> SequenceQuality.between(original, degraded).luma().ssim());
    }

    /** MS-SSIM of luma. */
    @Benchmark
    public double msSsim(CpuTime cpu) {
        return cpu.measured(() -> {
            double sum = 0;
            for (int i = 0; i < TestVideo.FRAMES; i++) {
                sum += MsSsim.of(
                        original.frames().get(i).luma(),
                        degraded.frames().get(i).luma());
            }
            return sum;
        });
    }

    /** PSNR-HVS-M of luma. */
    @Benchmark
    public double psnrHvs(CpuTime cpu) {
        return cpu.measured(() -> {
            double sum = 0;
            for (int i = 0; i < TestVideo.FRAMES; i++) {
                sum += PsnrHvs.of(
                        original.frames().get(i).luma(),
                        degraded.frames().get(i).luma());
            }
            return sum;
        });
    }

    /** Counts the CPU time of the measuring thread, which other processes on the machine do not change. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** Frames compared in this iteration. */
        public long frames;

        /** CPU time they took, in ns. */
        public long cpuNanos;

        double measured(DoubleSupplier comparison) {
            long start = THREADS.getCurrentThreadCpuTime();
            double result = comparison.getAsDouble();
            cpuNanos += THREADS.getCurrentThreadCpuTime() - start;
            frames += TestVideo.FRAMES;
            return result;
        }
    }
}
