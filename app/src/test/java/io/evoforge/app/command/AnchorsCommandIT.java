package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.DemoResources;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import io.evoforge.evaluator.sandbox.video.Y4mWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorsCommandIT {
    @TempDir
    private Path directory;

    @Test
    void anchors_are_measured_once_and_quoted_by_every_evaluation() throws Exception {
        requireEncoders();
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        String file = "evaluator.anchors-file=" + directory.resolve("anchors.json");
        Path seed = Files.writeString(
                directory.resolve("Seed.java"), DemoResources.seedCodec().text());

        Result first = evoforge("anchors", "--video", clip, "--set", file, "--only", "MJPEG,X264_MEDIUM");
        Result again = evoforge("anchors", "--video", clip, "--set", file, "--only", "MJPEG,X264_MEDIUM");
        Result points = evoforge("anchors", "--video", clip, "--set", file, "--only", "MJPEG,X264_MEDIUM", "--json");
        Result table = evoforge("evaluate", seed, "--video", clip, "--set", file);
        Result json = evoforge("evaluate", seed, "--video", clip, "--set", file, "--held-out", "--json");

        assertThat(first.code()).as(first.error()).isZero();
        assertThat(first.error()).contains("measuring Motion JPEG on clip-training");
        assertThat(again.error()).doesNotContain("measuring");
        assertThat(again.out()).isEqualTo(first.out()).contains("H.264 (x264 medium)");
        DescribedJson.assertDescribed("anchors", points.out());
        assertThat(table.out())
                .containsPattern("bits of H\\.264 \\(x264 medium\\) +at equal PSNR-Y: +\\+\\d+ %")
                .contains("MS-SSIM")
                .containsPattern("source: [0-9,]+ bytes, [0-9,]+ compressed");
        JsonNode report = DescribedJson.assertDescribed("evaluate", json.out());
        assertThat(report.get("group").asText()).isEqualTo("held_out");
        assertThat(report.get("bitsOfAnchorsPercent").get("x264_medium").asDouble())
                .isPositive();
        assertThat(report.get("sequences")
                        .get(0)
                        .get("points")
                        .get(0)
                        .get("psnrHvsYDb")
                        .asDouble())
                .isPositive();
    }

    @Test
    void a_video_without_anything_in_it_keeps_no_other_from_being_measured() throws Exception {
        requireEncoders();
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        Path black = directory.resolve("black.y4m");
        Plane luma = Plane.of(64, 64, new byte[64 * 64]);
        Plane chroma = Plane.of(32, 32, new byte[32 * 32]);
        Y4mWriter.write(
                new VideoSequence(FrameRate.of(25), Collections.nCopies(10, new Frame(luma, chroma, chroma))), black);

        Result result = evoforge(
                "anchors",
                "--video",
                black,
                "--video",
                clip,
                "--set",
                "evaluator.anchors-file=" + directory.resolve("of-both.json"),
                "--only",
                "MJPEG");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.error())
                .contains("Motion JPEG has no curve on 'black-training'")
                .contains("measuring Motion JPEG on clip-held-out")
                .doesNotContain("fault of Evoforge");
        assertThat(result.out()).containsPattern("Motion JPEG .*\\d");
    }

    private static void requireEncoders() {
        Optional<FfmpegProgram> ffmpeg = FfmpegProgram.find();
        boolean found = ffmpeg.isPresent()
                && Anchor.MJPEG.isOfferedBy(ffmpeg.get())
                && Anchor.X264_MEDIUM.isOfferedBy(ffmpeg.get());
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(found).as("ffmpeg with mjpeg and libx264").isTrue();
        }
        Assumptions.assumeTrue(found, "no ffmpeg with the encoders mjpeg and libx264");
    }
}
