package io.evoforge.benchmarks;

import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Evoforge's quality metrics beside ffmpeg's filters, on the same frames. */
final class MetricsTopic implements Topic {
    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String description() {
        return "PSNR and SSIM beside ffmpeg's filters: CIF frames per second of CPU time, one thread";
    }

    @Override
    public void run(PrintStream out) throws IOException, InterruptedException, RunnerException {
        double psnrAndSsim = framesPerCpuSecond("psnrAndSsim");
        out.printf("  %-54s %8.0f%n", "Evoforge, PSNR and SSIM of Y, Cb, Cr", psnrAndSsim);
        out.printf("  %-54s %8.0f%n", "Evoforge, MS-SSIM of Y", framesPerCpuSecond("msSsim"));
        out.printf("  %-54s %8.0f%n", "Evoforge, PSNR-HVS-M of Y", framesPerCpuSecond("psnrHvs"));

        VideoSequence original = TestVideo.original();
        VideoSequence degraded = TestVideo.degraded(original);
        double ssimY = SequenceQuality.between(original, degraded).luma().ssim();
        try (FfmpegMetrics ffmpeg = FfmpegMetrics.of(original, degraded)) {
            FfmpegMetrics.Run run = ffmpeg.compare();
            double filters = run.frames() / (run.cpuSeconds() - ffmpeg.readingCpuSeconds());
            out.printf("  %-54s %8.0f%n", "ffmpeg, the same with reading the files", run.framesPerCpuSecond());
            out.printf("  %-54s %8.0f%n", "ffmpeg, the same without reading the files", filters);
            out.printf(
                    "  Evoforge needs %.2f times the CPU time of ffmpeg with reading, %.2f times that of its filters alone.%n",
                    run.framesPerCpuSecond() / psnrAndSsim, filters / psnrAndSsim);
            out.printf("  SSIM of Y: Evoforge %.6f, ffmpeg %.6f%n", ssimY, run.ssimY());
        }
    }

    private static double framesPerCpuSecond(String benchmark) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(MetricsBenchmark.class.getName() + "." + benchmark + "$")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        return counter(result, "frames") * 1e9 / counter(result, "cpuNanos");
    }

    private static double counter(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }
}
