package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PSNR and SSIM against the {@code ffmpeg} program, on the same frames. */
class FfmpegMetricsIT {
    /** ffmpeg prints 6 decimals. */
    private static final Offset<Double> EQUAL = within(0.000_005);

    private static final Pattern VALUE = Pattern.compile("\\b([yuvYUV]):([0-9.]+)");

    @TempDir
    private Path directory;

    @BeforeAll
    static void needs_ffmpeg() throws Exception {
        boolean installed;
        try {
            installed = run(Path.of("."), List.of("ffmpeg", "-hide_banner", "-version"))
                    .startsWith("ffmpeg version");
        } catch (IOException e) {
            installed = false;
        }
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(installed).as("ffmpeg is on the path").isTrue();
        }
        assumeThat(installed).as("ffmpeg is on the path").isTrue();
    }

    @ParameterizedTest(name = "{0} x {1}, {2}")
    @CsvSource({
        "352, 288, NOISE",
        "352, 288, BLUR",
        "176, 144, BLUR",
        "320, 180, COARSE",
        "64, 64, NOISE",
        "88, 72, COARSE",
        "351, 287, NOISE",
        "350, 286, BLUR",
        "35, 17, NOISE",
        "37, 19, COARSE",
        "101, 99, STRONG_NOISE",
        "642, 358, SHIFT",
        "16, 16, STRONG_NOISE",
    })
    void every_plane_agrees_to_5_decimals(int width, int height, Distortion distortion) throws Exception {
        Frame reference = Planes.frame(width, height, 1000L * width + height);
        Frame other = distortion.of(reference);

        Map<String, Double> ffmpeg = ffmpeg(List.of(reference), List.of(other));

        assertThat(Psnr.of(reference.luma(), other.luma())).isCloseTo(ffmpeg.get("y"), EQUAL);
        assertThat(Psnr.of(reference.cb(), other.cb())).isCloseTo(ffmpeg.get("u"), EQUAL);
        assertThat(Psnr.of(reference.cr(), other.cr())).isCloseTo(ffmpeg.get("v"), EQUAL);
        assertThat(Ssim.of(reference.luma(), other.luma())).isCloseTo(ffmpeg.get("Y"), EQUAL);
        assertThat(Ssim.of(reference.cb(), other.cb())).isCloseTo(ffmpeg.get("U"), EQUAL);
        assertThat(Ssim.of(reference.cr(), other.cr())).isCloseTo(ffmpeg.get("V"), EQUAL);
    }

    @Test
    void pooled_psnr_and_mean_ssim_of_a_sequence_agree_to_5_decimals() throws Exception {
        List<Frame> reference = new ArrayList<>();
        List<Frame> other = new ArrayList<>();
        for (Distortion distortion : Distortion.values()) {
            Frame frame = Planes.frame(143, 81, reference.size());
            reference.add(frame);
            other.add(distortion.of(frame));
        }

        Map<String, Double> ffmpeg = ffmpeg(reference, other);
        SequenceQuality quality = SequenceQuality.between(
                new VideoSequence(FrameRate.of(25), reference), new VideoSequence(FrameRate.of(25), other));

        assertThat(quality.luma().pooledPsnrDb()).isCloseTo(ffmpeg.get("y"), EQUAL);
        assertThat(quality.cb().pooledPsnrDb()).isCloseTo(ffmpeg.get("u"), EQUAL);
        assertThat(quality.cr().pooledPsnrDb()).isCloseTo(ffmpeg.get("v"), EQUAL);
        assertThat(quality.luma().ssim()).isCloseTo(ffmpeg.get("Y"), EQUAL);
        assertThat(quality.cb().ssim()).isCloseTo(ffmpeg.get("U"), EQUAL);
        assertThat(quality.cr().ssim()).isCloseTo(ffmpeg.get("V"), EQUAL);
    }

    /** The values of the filters' summaries: PSNR as y, u, v (of all frames pooled), SSIM as Y, U, V (mean). */
    private Map<String, Double> ffmpeg(List<Frame> reference, List<Frame> other) throws Exception {
        writeY4m("reference.y4m", reference);
        writeY4m("other.y4m", other);
        // ffmpeg 5.1's vector code for SSIM is wrong at some widths, its plain code is right
        String log = run(
                directory,
                List.of(
                        "ffmpeg",
                        "-hide_banner",
                        "-nostdin",
                        "-nostats",
                        "-cpuflags",
                        "0",
                        "-i",
                        "other.y4m",
                        "-i",
                        "reference.y4m",
                        "-filter_complex",
                        "[0:v]split[a][b];[1:v]split[c][d];[a][c]psnr[e];[b][d]ssim[f]",
                        "-map",
                        "[e]",
                        "-f",
                        "null",
                        "-",
                        "-map",
                        "[f]",
                        "-f",
                        "null",
                        "-"));
        Map<String, Double> values = new HashMap<>();
        Matcher matcher = VALUE.matcher(log);
        while (matcher.find()) {
            values.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
        assertThat(values).as(log).containsOnlyKeys("y", "u", "v", "Y", "U", "V");
        return values;
    }

    private void writeY4m(String file, List<Frame> frames) throws IOException {
        try (OutputStream out = Files.newOutputStream(directory.resolve(file))) {
            Frame first = frames.get(0);
            out.write(("YUV4MPEG2 W" + first.width() + " H" + first.height() + " F25:1 Ip A1:1 C420jpeg\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (Frame frame : frames) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(frame.luma().toByteArray());
                out.write(frame.cb().toByteArray());
                out.write(frame.cr().toByteArray());
            }
        }
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("evoforge-ffmpeg", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(output);
            assertThat(ended).as("ffmpeg ended within a minute: %s", text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            Files.delete(output);
        }
    }

    /** What stands for a codec here. */
    private enum Distortion {
        NOISE,
        STRONG_NOISE,
        BLUR,
        COARSE,
        SHIFT;

        Frame of(Frame frame) {
            return new Frame(of(frame.luma()), of(frame.cb()), of(frame.cr()));
        }

        private Plane of(Plane plane) {
            return switch (this) {
                case NOISE -> Planes.noisy(plane, 6, 77);
                case STRONG_NOISE -> Planes.noisy(plane, 90, 78);
                case BLUR -> Planes.blurred(plane, 2);
                case COARSE -> Planes.of(plane.width(), plane.height(), (x, y) -> plane.sample(x, y) / 24 * 24 + 12);
                case SHIFT ->
                    Planes.of(
                            plane.width(),
                            plane.height(),
                            (x, y) -> plane.sample(Math.min(x + 1, plane.width() - 1), y));
            };
        }
    }
}
