package io.evoforge.benchmarks;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PSNR and SSIM by ffmpeg's filters, of the frames of {@link TestVideo}. */
final class FfmpegMetrics implements AutoCloseable {
    /** The clip is read this often, so that starting the process does not count. */
    private static final int LOOPS = 20;

    private static final Pattern CPU_TIME = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");
    private static final Pattern SSIM = Pattern.compile("SSIM Y:([0-9.]+)");

    private final Path directory;

    private FfmpegMetrics(Path directory) {
        this.directory = directory;
    }

    /** Writes both sequences as raw files. */
    static FfmpegMetrics of(VideoSequence original, VideoSequence degraded) throws IOException {
        Path directory = Files.createTempDirectory("evoforge-benchmark");
        write(directory.resolve("original.yuv"), original);
        write(directory.resolve("degraded.yuv"), degraded);
        return new FfmpegMetrics(directory);
    }

    /**
     * One run.
     *
     * @param frames compared
     * @param cpuSeconds user and system time
     * @param ssimY its result for luma
     */
    record Run(int frames, double cpuSeconds, double ssimY) {
        double framesPerCpuSecond() {
            return frames / cpuSeconds;
        }
    }

    /** Reads and compares. */
    Run compare() throws IOException, InterruptedException {
        String log = ffmpeg("[0:v]split[a][b];[1:v]split[c][d];[a][c]psnr[e];[b][d]ssim[f]");
        return new Run(
                frames(), cpuSeconds(log), Double.parseDouble(find(SSIM, log).group(1)));
    }

    /** CPU time of reading alone, which any use of the filters needs and Java's sequences in memory do not. */
    double readingCpuSeconds() throws IOException, InterruptedException {
        return cpuSeconds(ffmpeg("[0:v]null[e];[1:v]null[f]"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int frames() {
        return TestVideo.FRAMES * LOOPS;
    }

    private String ffmpeg(String filters) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-benchmark"));
        command.addAll(List.of("-filter_complex_threads", "1"));
        for (String file : List.of("degraded.yuv", "original.yuv")) {
            command.addAll(List.of("-threads", "1", "-stream_loop", Integer.toString(LOOPS - 1), "-f", "rawvideo"));
            command.addAll(List.of("-pixel_format", "yuv420p", "-framerate", "30"));
            command.addAll(List.of("-video_size", TestVideo.WIDTH + "x" + TestVideo.HEIGHT, "-i", file));
        }
        command.addAll(List.of("-filter_complex", filters));
        command.addAll(List.of("-map", "[e]", "-f", "null", "-", "-map", "[f]", "-f", "null", "-"));
        Path log = directory.resolve("ffmpeg.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(log);
        if (!ended || process.exitValue() != 0) {
            throw new IOException("ffmpeg did not do its work; it said: " + text);
        }
        return text;
    }

    private static double cpuSeconds(String log) throws IOException {
        Matcher time = find(CPU_TIME, log);
        return Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
    }

    private static Matcher find(Pattern pattern, String log) throws IOException {
        Matcher matcher = pattern.matcher(log);
        if (!matcher.find()) {
            throw new IOException("ffmpeg printed no '" + pattern + "'; it said: " + log);
        }
        return matcher;
    }

    private static void write(Path file, VideoSequence video) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (Frame frame : video.frames()) {
                out.write(frame.luma().toByteArray());
                out.write(frame.cb().toByteArray());
                out.write(frame.cr().toByteArray());
            }
        }
    }
}
