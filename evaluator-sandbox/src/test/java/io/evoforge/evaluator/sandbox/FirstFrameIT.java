package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.Refusal.Stage;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cheapest look at a candidate on a sequence that is long enough for it. */
class FirstFrameIT {
    private static SandboxCodecEvaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = evaluator(Candidates.video(8));
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    private static SandboxCodecEvaluator evaluator(VideoSequence video) {
        return new SandboxCodecEvaluator(
                new SequenceSet(List.of(TestSequence.of("long", video)), List.of()),
                SandboxSettings.DEFAULT
                        .withLimitsPerFrame(Duration.ofMillis(100), Duration.ofMillis(100))
                        .withParallel(2));
    }

    @Test
    void an_honest_codec_passes_and_is_measured_on_everything() {
        assertThat(evaluator.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING))
                .isInstanceOf(EvaluationOutcome.Measured.class);
    }

    @Test
    void an_honest_codec_passes_on_video_that_begins_in_black() {
        List<Frame> frames = new ArrayList<>(Candidates.video(9).frames());
        Plane luma = frames.get(0).luma();
        frames.set(
                0,
                new Frame(
                        Plane.of(luma.width(), luma.height(), new byte[luma.width() * luma.height()]),
                        frames.get(0).cb(),
                        frames.get(0).cr()));

        try (SandboxCodecEvaluator black =
                evaluator(new VideoSequence(Candidates.video(9).frameRate(), frames))) {
            assertThat(black.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING))
                    .isInstanceOf(EvaluationOutcome.Measured.class);
        }
    }

    @Test
    void a_crash_is_found_on_one_frame() {
        assertRefused(
                Candidates.encodingFirst("if (quality >= 0) throw new IllegalStateException(\"no\");"),
                Stage.ENCODE,
                "encode at quality 50 on the first frame of sequence 'long' alone failed: IllegalStateException: no");
        assertRefused(
                Candidates.decodingFirst("if (bitstream.length > 3) throw new IllegalStateException(\"no\");"),
                Stage.DECODE,
                "decode at quality 50 on the first frame of sequence 'long' alone failed: IllegalStateException: no");
    }

    @Test
    void a_wrong_size_is_found_on_one_frame() {
        assertRefused(
                Candidates.honestWith("int width = bits.get(16);", "int width = bits.get(16) - 1;"),
                Stage.DECODE,
                "decode at quality 50 on the first frame of sequence 'long' alone failed: it returned 1 frames of 46 x 35");
    }

    @Test
    void a_picture_that_one_grey_beats_is_found_on_one_frame() {
        assertRefused(
                Candidates.honestWith("(byte) prediction;", "(byte) (255 - prediction);"),
                Stage.MEASURE,
                "decode at quality 50 on the first frame of sequence 'long' alone returned a frame with a PSNR-Y of ");
    }

    @Test
    void a_bitstream_larger_than_the_frame_is_found_on_one_frame() {
        assertRefused(
                Candidates.honestWith(
                        "return bits.toByteArray();\n    }\n\n    private static void code",
                        "return java.util.Arrays.copyOf(bits.toByteArray(), 68_500);\n    }\n\n    private static void code"),
                Stage.MEASURE,
                "encode at quality 50 on the first frame of sequence 'long' alone returned 68500 bytes where the raw frame"
                        + " has ");
    }

    @Test
    void an_endless_loop_costs_a_quarter_of_the_sequences_time() {
        assertRefused(
                Candidates.encodingFirst("while (quality >= 0) {}"),
                Stage.ENCODE,
                "encode at quality 50 on the first frame of sequence 'long' alone took longer than 5.2 s and was ended");
    }

    @Test
    void what_only_a_later_frame_shows_is_still_found() {
        assertRefused(
                Candidates.encodingFirst("if (source.frames().size() > 1) throw new IllegalStateException(\"late\");"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'long' failed: IllegalStateException: late");
    }

    private static void assertRefused(SourceCode source, Stage stage, String reason) {
        EvaluationOutcome outcome = evaluator.evaluate(source, SequenceGroup.TRAINING);
        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        Refusal refusal = ((EvaluationOutcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).startsWith(reason);
        assertThat(refusal.stage()).isEqualTo(stage);
    }
}
