package io.evoforge.evaluator.sandbox.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegVideoIT {
    @TempDir
    Path directory;

    @BeforeAll
    static void ffmpegIsInstalled() {
        Tools.require("ffmpeg", "-version");
    }

    @Test
    void ffmpeg_and_our_own_decoder_agree_on_the_default_clip() throws IOException {
        Path clip = directory.resolve("clip with blank.mp4");
        try (InputStream in = Objects.requireNonNull(DefaultClip.class.getResourceAsStream("testVideoMp4.mp4"))) {
            Files.copy(in, clip);
        }

        VideoSequence video = VideoFiles.read(clip, 300);

        assertThat(video.frames()).hasSize(205);
        assertThat(video.frameRate()).isEqualTo(FrameRate.of(15));
        assertThat(picture(video.frames().get(10).luma()))
                .isEqualTo(DefaultClip.load()
                        .training()
                        .get(0)
                        .video()
                        .frames()
                        .get(0)
                        .luma()
                        .toByteArray());
    }

    @Test
    void a_file_that_is_no_video_is_named_with_ffmpegs_words() throws IOException {
        Path text = directory.resolve("notes.txt");
        Files.writeString(text, "This is not a video.", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> VideoFiles.read(text))
                .isInstanceOfSatisfying(
                        EvaluatorException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(EvaluatorException.Reason.VIDEO))
                .hasMessageContaining(text + "': ffmpeg says '")
                .hasMessageContaining("Invalid data");
    }

    @Test
    void an_empty_file_is_named() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.mp4"));

        assertThatThrownBy(() -> VideoFiles.read(empty))
                .isInstanceOf(EvaluatorException.class)
                .hasMessageContaining(empty.toString());
    }

    @Test
    void what_ffmpeg_reads_and_we_do_not_measure_is_named() throws Exception {
        Path clip = directory.resolve("interlaced.mpg");
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=64x64:d=1",
                        "-flags",
                        "+ildct+ilme",
                        "-vf",
                        "setfield=tff",
                        "-c:v",
                        "mpeg2video",
                        clip.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(ffmpeg.waitFor()).isZero();

        assertThatThrownBy(() -> VideoFiles.read(clip))
                .isInstanceOfSatisfying(
                        EvaluatorException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(EvaluatorException.Reason.VIDEO))
                .hasMessageContaining(clip + "': it is interlaced")
                .hasMessageContaining("Make it progressive");
    }

    @Test
    void a_long_video_is_read_only_as_far_as_asked() throws IOException {
        Path clip = directory.resolve("clip.mp4");
        try (InputStream in = Objects.requireNonNull(DefaultClip.class.getResourceAsStream("testVideoMp4.mp4"))) {
            Files.copy(in, clip);
        }

        assertThat(VideoFiles.read(clip, 3).frames()).hasSize(3);
    }

    /** The rows of the picture inside the letterbox. */
    private static byte[] picture(Plane luma) {
        return Arrays.copyOfRange(luma.toByteArray(), 30 * 320, 210 * 320);
    }
}
