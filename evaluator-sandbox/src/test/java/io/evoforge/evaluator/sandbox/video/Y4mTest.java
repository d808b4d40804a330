package io.evoforge.evaluator.sandbox.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Y4mTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 3", "7, 5, 2", "16, 9, 1", "175, 143, 2"})
    void what_is_written_is_read_again(int width, int height, int frames) throws IOException {
        VideoSequence video = noise(width, height, frames);
        Path file = directory.resolve("noise.y4m");

        Y4mWriter.write(video, file);

        assertThat(Y4mReader.read(file, Integer.MAX_VALUE)).isEqualTo(video);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C420 ", "C420jpeg ", "C420mpeg2 ", "C420paldv ", "Ip C420 XANYTHING ", "I? A128:117 "})
    void every_8_bit_420_header_is_read(String fields) {
        byte[] file = y4m("W2 H2 F25:1 " + fields, "FRAME\n123456");

        VideoSequence video = read(file);

        assertThat(video.frameRate()).isEqualTo(new FrameRate(25, 1));
        assertThat(video.frames().get(0).luma().toByteArray()).isEqualTo("1234".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void parameters_of_a_frame_are_skipped() {
        assertThat(read(y4m("W2 H2 F25:1", "FRAME Ip XNOTE\n123456FRAME\n123456"))
                        .frames())
                .hasSize(2);
    }

    @Test
    void reading_stops_where_it_is_told_to() {
        byte[] file = y4m("W2 H2 F25:1", "FRAME\n123456FRAME\n123456FRAME\n12");

        VideoSequence video = new Y4mReader(new ByteArrayInputStream(file), "clip").readSequence(2);

        assertThat(video.frames()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W2 H2 F25:1 C444 | its pixel format is 'C444'",
                "W2 H2 F25:1 C420p10 | its pixel format is 'C420p10'",
                "W2 H2 F25:1 Cmono | its pixel format is 'Cmono'",
                "W2 H2 F25:1 It | it is interlaced ('It')",
                "W2 H2 F0:0 | its frame rate is '0:0'",
                "W2 H2 F25 | its frame rate is '25'",
                "W2 H2 | its header names no frame rate",
                "H2 F25:1 | its header names no width or no height",
                "W0 H2 F25:1 | its width is '0'",
                "W-2 H2 F25:1 | its width is '-2'",
                "W2 Hx F25:1 | its height is 'x'",
                "W99999999999 H2 F25:1 | its width is '99999999999'",
                "W2 H20000 F25:1 | its height is '20000'",
            })
    void a_header_that_we_cannot_use_is_named(String header, String reason) {
        assertFault(y4m(header, "FRAME\n123456"), reason);
    }

    @Test
    void damage_is_named_with_its_place() {
        assertFault("RIFF....AVI \n".getBytes(StandardCharsets.US_ASCII), "it does not begin with 'YUV4MPEG2'");
        assertFault("YUV4MPEG2 W2 H2".getBytes(StandardCharsets.US_ASCII), "it ends inside a header");
        assertFault(new byte[5_000], "a header is longer than 1024 bytes");
        assertFault(y4m("W2 H2 F25:1", ""), "it has a header and no frame");
        assertFault(y4m("W2 H2 F25:1", "FRAME\n12345"), "it ends inside frame 0 (the first frame is 0)");
        assertFault(y4m("W2 H2 F25:1", "FRAME\n123456FRAME\n"), "it ends inside frame 1 (the first frame is 0)");
        assertFault(y4m("W2 H2 F25:1", "FRAME\n123456GARBAGE\n"), "frame 1 does not begin with 'FRAME'");
        assertFault(y4m("W2 H2 F25:1", "FRAME\n123456\nFRAME\n123456"), "frame 1 does not begin with 'FRAME'");
    }

    @Test
    void a_missing_file_is_named() {
        Path missing = directory.resolve("missing.y4m");

        assertThatThrownBy(() -> VideoFiles.read(missing))
                .isInstanceOf(EvaluatorException.class)
                .hasMessage("Cannot read video '" + missing
                        + "': there is no such file. Check the path and its permissions");
        assertThatThrownBy(() -> VideoFiles.read(directory)).hasMessageContaining("it is a directory");
    }

    @Test
    void videos_are_cut_into_parts_that_do_not_touch() throws IOException {
        VideoSequence video = noise(6, 4, 100);
        Path file = directory.resolve("clip.y4m");
        Y4mWriter.write(video, file);

        SequenceSet set = VideoFiles.split(List.of(file, file));

        assertThat(set.training())
                .extracting(sequence -> sequence.info().name())
                .containsExactly("clip-training", "clip-2-training");
        assertThat(set.training().get(0).video().frames())
                .isEqualTo(video.frames().subList(0, 30));
        assertThat(set.heldOut().get(1).video().frames())
                .isEqualTo(video.frames().subList(70, 100));
    }

    @Test
    void a_short_video_gives_short_parts() {
        SequenceSet set = SequenceSet.split(List.of(new NamedVideo("short", noise(6, 4, 10))));

        assertThat(set.training().get(0).info().frames()).isEqualTo(4);
        assertThat(set.heldOut().get(0).info().frames()).isEqualTo(4);
    }

    @Test
    void a_video_that_is_too_short_to_cut_says_so() {
        assertThatThrownBy(() -> SequenceSet.split(List.of(new NamedVideo("still", noise(6, 4, 1)))))
                .isInstanceOf(EvaluatorException.class)
                .hasMessage(
                        "Cannot read video 'still': it has 1 frame, too few to cut it into a training and a held-out"
                                + " sequence. Give a clip of at least 10 frames; 150 or more are better");
    }

    private static void assertFault(byte[] file, String reason) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        EvaluatorException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(EvaluatorException.Reason.VIDEO))
                .hasMessageStartingWith("Cannot read video 'clip': " + reason);
    }

    private static VideoSequence read(byte[] file) {
        return new Y4mReader(new ByteArrayInputStream(file), "clip").readSequence(Integer.MAX_VALUE);
    }

    private static byte[] y4m(String header, String frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of("YUV4MPEG2 ", header.strip(), "\n", frames)
                .forEach(text -> out.writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
        return out.toByteArray();
    }

    private static VideoSequence noise(int width, int height, int frames) {
        Random random = new Random(7);
        Frame[] pictures = new Frame[frames];
        Arrays.setAll(
                pictures,
                i -> new Frame(
                        noise(width, height, random),
                        noise((width + 1) / 2, (height + 1) / 2, random),
                        noise((width + 1) / 2, (height + 1) / 2, random)));
        return new VideoSequence(new FrameRate(30_000, 1_001), List.of(pictures));
    }

    private static Plane noise(int width, int height, Random random) {
        byte[] samples = new byte[width * height];
        random.nextBytes(samples);
        return Plane.of(width, height, samples);
    }
}
