package io.evoforge.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Plane;
import io.evoforge.dashboard.port.FrameLook.CodedFrame;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames for people to look at, as the real box gives them, compared with the file that they came from. */
class SandboxFramesIT {
    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;
    private static final int FRAME_BYTES = WIDTH * HEIGHT * 3 / 2;
    private static final byte[] HEADER = "YUV4MPEG2 W%d H%d F15:1 Ip A1:1 C420jpeg\n"
            .formatted(WIDTH, HEIGHT)
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAME = "FRAME\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAMES = 12;

    @TempDir
    private Path directory;

    private byte[] clip;
    private Session session;
    private SandboxFrames frames;
    private SequenceInfo sequence;

    @BeforeEach
    void a_clip_of_noise() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(HEADER);
        for (int i = 0; i < FRAMES; i++) {
            byte[] samples = new byte[FRAME_BYTES];
            random.nextBytes(samples);
            out.write(FRAME);
            out.write(samples);
        }
        clip = out.toByteArray();
        Path file = Files.write(directory.resolve("noise.y4m"), clip);
        AppConfig config = ConfigLoader.defaults(
                Map.of(),
                Map.of(
                        "state.directory", directory.resolve("state").toString(),
                        "video.files", file.toString(),
                        "evaluator.qualities", "20,50,80,100"));
        session = new Session(config);
        frames = new SandboxFrames(() -> session.sandbox().orElseThrow());
        SequenceSet sequences = session.sequences();
        sequence = sequences.of(SequenceGroup.TRAINING).get(0).info();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void originals_are_the_file_s_and_decoded_ones_are_as_the_codec_left_them() throws IOException {
        List<CodedFrame> coded = frames.code(plainCodec(), SequenceGroup.TRAINING, sequence.name());

        assertThat(coded).hasSize(12).extracting(CodedFrame::quality).containsOnly(20, 50, 80, 100);
        assertThat(coded).extracting(CodedFrame::number).containsOnly(0, sequence.frames() / 2, sequence.frames() - 1);
        for (CodedFrame frame : coded) {
            String which = "quality " + frame.quality() + ", frame " + frame.number();
            int step = 1 + (100 - frame.quality()) / 4;
            assertThat(frame.original().luma().toByteArray()).as(which).isEqualTo(lumaOfTheFile(frame.number()));
            int furthest = furthest(frame.original().luma(), frame.decoded().luma());
            assertThat(furthest).as(which).isLessThanOrEqualTo(step / 2 + 1);
            assertThat(furthest == 0).as(which + " is without loss").isEqualTo(step == 1);
        }
    }

    @Test
    void a_codec_that_does_not_run_is_no_picture_but_a_reason() {
        SourceCode broken = new SourceCode("package io.evoforge.evolved; public final class EvolvedCodec {");

        assertThatIllegalStateException()
                .isThrownBy(() -> frames.code(broken, SequenceGroup.TRAINING, sequence.name()))
                .withMessageContaining("This version does not run here")
                .withMessageContaining("does not compile");
    }

    @Test
    void a_sequence_that_is_not_there_has_no_frames() throws IOException {
        assertThat(frames.code(plainCodec(), SequenceGroup.TRAINING, "elsewhere"))
                .isEmpty();
    }

    /** The training sequence is the beginning of the file. */
    private byte[] lumaOfTheFile(int number) {
        int from = HEADER.length + number * (FRAME.length + FRAME_BYTES) + FRAME.length;
        return Arrays.copyOfRange(clip, from, from + WIDTH * HEIGHT);
    }

    private static int furthest(Plane one, Plane other) {
        int furthest = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                furthest = Math.max(furthest, Math.abs(one.sample(x, y) - other.sample(x, y)));
            }
        }
        return furthest;
    }

    private static SourceCode plainCodec() throws IOException {
        try (InputStream in = SandboxCodecEvaluator.class.getResourceAsStream("canaries/PlainCodec.java")) {
            return new SourceCode(
                    new String(Objects.requireNonNull(in, "canary").readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
