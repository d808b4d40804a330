package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.Refusal.Stage;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxCodecEvaluatorIT {
    private static SandboxCodecEvaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = new SandboxCodecEvaluator(
                Candidates.sequences(),
                SandboxSettings.DEFAULT
                        .withLimitsPerFrame(Duration.ofMillis(200), Duration.ofMillis(200))
                        .withParallel(2));
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    @Test
    void an_honest_codec_is_measured_on_every_sequence_and_quality() {
        Evaluation evaluation = measured(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING);

        assertThat(evaluation.evaluator()).isEqualTo(evaluator.identity());
        assertThat(evaluation.sequences()).hasSize(1);
        SequenceEvaluation sequence = evaluation.sequences().get(0);
        assertThat(sequence.sequence())
                .isEqualTo(Candidates.sequences().training().get(0).info());
        assertThat(sequence.points()).extracting(QualityPoint::quality).containsExactly(20, 35, 50, 65, 80);
        assertThat(sequence.points())
                .extracting(QualityPoint::psnrYDb)
                .isSorted()
                .allMatch(psnr -> psnr > 25 && psnr < 60);
    }

    @Test
    void the_same_source_gives_the_same_bytes_and_distortion_again() {
        SourceCode source = new SourceCode(Candidates.honest());

        Evaluation first = measured(source, SequenceGroup.HELD_OUT);
        Evaluation second = measured(source, SequenceGroup.HELD_OUT);

        assertThat(withoutTimes(second)).isEqualTo(withoutTimes(first));
    }

    @Test
    void as_many_qualities_as_wanted_are_measured() {
        List<Integer> qualities =
                IntStream.rangeClosed(1, 20).mapToObj(i -> 4 * i).toList();

        try (SandboxCodecEvaluator fine =
                new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withQualities(qualities))) {
            EvaluationOutcome outcome = fine.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING);

            assertThat(outcome).as(outcome.toString()).isInstanceOf(EvaluationOutcome.Measured.class);
        }
    }

    @Test
    void a_sequence_of_one_frame_is_measured() {
        SequenceSet sequences = new SequenceSet(List.of(TestSequence.of("still", Candidates.video(1))), List.of());

        try (SandboxCodecEvaluator still = new SandboxCodecEvaluator(sequences, SandboxSettings.DEFAULT)) {
            EvaluationOutcome outcome = still.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING);

            assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
        }
    }

    @Test
    void an_empty_source_is_refused() {
        assertRefused(new SourceCode(" \n"), Stage.SOURCE, "the source is refused: it is empty");
    }

    @Test
    void a_source_that_carries_data_along_is_refused() {
        StringBuilder data = new StringBuilder(Candidates.honest()).append("// ");
        new Random(1).ints(90_000, 'A', 'z').forEach(character -> data.append((char) character));

        assertRefused(new SourceCode(data + "\n"), Stage.SOURCE, "the source is refused: it has ");
        assertThat(refused(new SourceCode(data + "\n")).reason()).contains("bytes even when compressed");
    }

    @Test
    void the_source_is_shared_out_over_the_bitstreams_where_that_is_asked_for() {
        SourceCode source = new SourceCode(Candidates.honest());
        int share = (SandboxCodecEvaluator.compressedBytes(source) + 6) / 7;

        Evaluation counted;
        try (SandboxCodecEvaluator counting =
                new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withSourceSharedBy(7))) {
            counted = ((EvaluationOutcome.Measured) counting.evaluate(source, SequenceGroup.TRAINING)).evaluation();
            assertThat(counting.identity()).isNotEqualTo(evaluator.identity());
        }
        Evaluation plain = measured(source, SequenceGroup.TRAINING);

        for (int i = 0; i < 5; i++) {
            QualityPoint withSource = counted.sequences().get(0).points().get(i);
            assertThat(withSource.bytes())
                    .isEqualTo(plain.sequences().get(0).points().get(i).bytes() + share);
        }
    }

    @Test
    void every_decoded_sequence_is_shown_to_a_listener() {
        List<Integer> qualities = Collections.synchronizedList(new ArrayList<>());

        evaluator.evaluate(
                new SourceCode(Candidates.honest()), SequenceGroup.TRAINING, (sequence, quality, decoded) -> {
                    assertThat(decoded.frames()).hasSameSizeAs(sequence.video().frames());
                    qualities.add(quality);
                });

        assertThat(qualities).containsExactly(20, 35, 50, 65, 80);
    }

    @Test
    void the_first_fault_ends_the_measurement_and_nothing_but_a_fault_does() {
        List<Integer> qualities = Collections.synchronizedList(new ArrayList<>());

        EvaluationOutcome faulty = evaluator.evaluate(
                Candidates.encodingFirst("if (quality == 50) throw new IllegalStateException();"),
                SequenceGroup.TRAINING,
                (sequence, quality, decoded) -> qualities.add(quality));
        EvaluationOutcome bad = evaluator.evaluate(
                Candidates.honestWith("int step = 1 + (100 - quality) / 4;", "int step = 1 + (100 - quality);"),
                SequenceGroup.TRAINING,
                (sequence, quality, decoded) -> qualities.add(quality));

        assertThat(faulty).isInstanceOf(EvaluationOutcome.Refused.class);
        assertThat(bad).isInstanceOf(EvaluationOutcome.Measured.class);
        assertThat(qualities).containsExactly(20, 35, 20, 35, 50, 65, 80);
    }

    @Test
    void prose_is_refused_with_the_compilers_words() {
        Refusal refusal = refused(new SourceCode("Here is a better codec, I hope you like it!"));

        assertThat(refusal.stage()).isEqualTo(Stage.COMPILE);
        assertThat(refusal.reason()).startsWith("does not compile: line 1, column 1: ");
        assertThat(refusal.diagnostics()).isNotEmpty();
    }

    @Test
    void a_compile_error_is_refused_with_its_place() {
        Refusal refusal = refused(Candidates.encodingFirst("int x = \"text\";"));

        assertThat(refusal.stage()).isEqualTo(Stage.COMPILE);
        assertThat(refusal.diagnostics()).hasSize(1);
        assertThat(refusal.diagnostics().get(0).line()).isEqualTo(15);
        assertThat(refusal.diagnostics().get(0).column()).isGreaterThan(1);
        assertThat(refusal.diagnostics().get(0).message()).contains("incompatible types");
    }

    @Test
    void a_class_of_another_name_is_refused() {
        SourceCode source = new SourceCode(
                Candidates.honest().replace("public final class EvolvedCodec", "public final class Codec"));

        assertRefused(
                source,
                Stage.SHAPE,
                "the class is not as required: it does not declare the class io.evoforge.evolved.EvolvedCodec but");
    }

    @Test
    void a_class_in_another_package_is_refused() {
        SourceCode source = new SourceCode(
                Candidates.honest().replace("package io.evoforge.evolved", "package io.evoforge.core.video"));

        assertRefused(
                source, Stage.SHAPE, "the class is not as required: it declares the class io.evoforge.core.video.");
    }

    @Test
    void a_class_that_is_no_codec_is_refused() {
        SourceCode source = new SourceCode(
                Candidates.honest().replace("implements VideoCodec", "").replace("@Override", ""));

        assertRefused(source, Stage.SHAPE, "the class is not as required: io.evoforge.evolved.EvolvedCodec must say");
    }

    @Test
    void a_class_without_a_public_constructor_is_refused() {
        SourceCode source = Candidates.encodingFirst("EvolvedCodec() {}", "");

        assertRefused(
                source, Stage.SHAPE, "the class is not as required: io.evoforge.evolved.EvolvedCodec needs a public");
    }

    @Test
    void an_exception_is_refused_with_its_message_and_place() {
        assertRefused(
                Candidates.encodingFirst("int[] table = new int[4]; table[quality] = 1;"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'small' failed: ArrayIndexOutOfBoundsException: Index 20 out of bounds"
                        + " for length 4 at encode (line 15)");
    }

    @Test
    void a_failing_decoder_is_refused() {
        assertRefused(
                Candidates.decodingFirst(
                        "if (bitstream.length > 3) throw new IllegalStateException(\"too\\u0007long\");"),
                Stage.DECODE,
                "decode at quality 20 on sequence 'small' failed: IllegalStateException: too long at decode");
    }

    @Test
    void null_is_refused() {
        assertRefused(
                Candidates.encodingFirst("if (quality == 50) return null;"),
                Stage.ENCODE,
                "encode at quality 50 on sequence 'small' failed: it returned null");
        assertRefused(
                Candidates.decodingFirst("if (bitstream.length > 3) return null;"),
                Stage.DECODE,
                "decode at quality 20 on sequence 'small' failed: it returned null");
    }

    @Test
    void an_empty_bitstream_is_refused() {
        assertRefused(
                Candidates.encodingFirst("if (quality >= 0) return new byte[0];"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'small' failed: it returned an empty bitstream");
    }

    @Test
    void a_bitstream_larger_than_twice_the_video_is_refused() {
        assertRefused(
                Candidates.encodingFirst("if (quality >= 0) return new byte[1 << 20];"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'small' failed: it returned 1048576 bytes, and ");
    }

    @Test
    void too_few_frames_are_refused() {
        assertRefused(
                Candidates.honestWith(
                        "new VideoSequence(rate, frames)", "new VideoSequence(rate, frames.subList(1, 3))"),
                Stage.DECODE,
                "decode at quality 20 on sequence 'small' failed: it returned 2 frames of 47 x 35");
    }

    @Test
    void frames_of_another_size_are_refused() {
        assertRefused(
                Candidates.honestWith("int width = bits.get(16);", "int width = bits.get(16) - 1;"),
                Stage.DECODE,
                "decode at quality 20 on sequence 'small' failed: it returned 4 frames of 46 x 35");
    }

    @Test
    void frames_kept_in_a_static_field_do_not_reach_the_decoder() {
        SourceCode cheat = new SourceCode(Candidates.encodingFirst(
                        "static VideoSequence kept;", "kept = source; if (quality >= 0) return new byte[quality];")
                .text()
                .replace(
                        "public VideoSequence decode(byte[] bitstream) {",
                        "public VideoSequence decode(byte[] bitstream) { if (bitstream.length > 0) return kept;"));

        assertRefused(cheat, Stage.DECODE, "decode at quality 20 on sequence 'small' failed: it returned null");
    }

    @Test
    void a_decoder_that_leans_on_what_it_decoded_before_is_refused() {
        SourceCode cheat = new SourceCode(Candidates.honest()
                .replace(
                        "public final class EvolvedCodec implements VideoCodec {",
                        "public final class EvolvedCodec implements VideoCodec { static int calls; ")
                .replace("(byte) prediction;", "(byte) (prediction + (calls > 1 ? 0 : 1));")
                .replace("Bits bits = new Bits(bitstream);", "Bits bits = new Bits(bitstream); calls++;"));

        assertRefused(
                cheat,
                SequenceGroup.HELD_OUT,
                Stage.MEASURE,
                "decode at quality 80 on sequence 'other' returned other frames in a process that had decoded nothing");
    }

    @Test
    void an_encoder_that_differs_from_process_to_process_is_refused() {
        SourceCode cheat = new SourceCode(Candidates.honest()
                .replace("implements VideoCodec {", "implements VideoCodec { static int calls; ")
                .replace(
                        "bits.toByteArray();\n    }\n\n    private static void code",
                        "bits.put(calls++, 8); return bits.toByteArray();\n    }\n\n    private static void code")
                .replace("return bits.put", "bits.put"));

        assertRefused(
                cheat,
                SequenceGroup.HELD_OUT,
                Stage.MEASURE,
                "encode at quality 80 on sequence 'other' returned other bytes in a second process");
    }

    @Test
    void a_codec_that_ignores_quality_is_refused() {
        assertRefused(
                Candidates.honestWith("int step = 1 + (100 - quality) / 4;", "int step = 7;"),
                Stage.MEASURE,
                "on sequence 'small' quality 20 gave ");
    }

    @Test
    void an_endless_loop_costs_its_limit_and_no_more() {
        long start = System.nanoTime();

        assertRefused(
                Candidates.decodingFirst("while (bitstream.length > 3) {}"),
                Stage.DECODE,
                "decode at quality 20 on sequence 'small' took longer than 5.8 s and was ended");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void too_much_memory_is_refused() {
        assertRefused(
                Candidates.encodingFirst(
                        "static final java.util.List<long[]> KEPT = new ArrayList<>();",
                        "while (quality > 0) { try { KEPT.add(new long[1 << 20]); } catch (Throwable e) { } }"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'small' ran out of memory: a heap of 256 MB is the most");
    }

    @Test
    void endless_recursion_is_refused() {
        assertRefused(
                Candidates.encodingFirst("int deep(int n) { return deep(n + 1) + 1; }", "deep(0);"),
                Stage.ENCODE,
                "encode at quality 20 on sequence 'small' failed: StackOverflowError at deep (line 13)");
    }

    @Test
    void a_source_that_breaks_the_compiler_is_refused_and_the_next_one_compiles() {
        String sum = "1" + " + quality".repeat(20_000);

        Refusal refusal = refused(Candidates.encodingFirst("int x = " + sum + ";"));

        assertThat(refusal.stage()).isEqualTo(Stage.COMPILE);
        assertThat(refusal.reason()).startsWith("the compiler cannot cope with the source (");
        measured(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING);
    }

    private static Evaluation measured(SourceCode source, SequenceGroup group) {
        EvaluationOutcome outcome = evaluator.evaluate(source, group);
        assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
        return ((EvaluationOutcome.Measured) outcome).evaluation();
    }

    private static Refusal refused(SourceCode source) {
        return refused(source, SequenceGroup.TRAINING);
    }

    private static Refusal refused(SourceCode source, SequenceGroup group) {
        EvaluationOutcome outcome = evaluator.evaluate(source, group);
        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        return ((EvaluationOutcome.Refused) outcome).refusal();
    }

    private static void assertRefused(SourceCode source, Stage stage, String reason) {
        assertRefused(source, SequenceGroup.TRAINING, stage, reason);
    }

    private static void assertRefused(SourceCode source, SequenceGroup group, Stage stage, String reason) {
        Refusal refusal = refused(source, group);
        assertThat(refusal.reason()).startsWith(reason);
        assertThat(refusal.stage()).isEqualTo(stage);
    }

    private static List<List<QualityPoint>> withoutTimes(Evaluation evaluation) {
        return evaluation.sequences().stream()
                .map(sequence -> sequence.points().stream()
                        .map(point -> new QualityPoint(
                                point.quality(),
                                point.bytes(),
                                point.bitrate(),
                                point.psnrYDb(),
                                point.psnrCbDb(),
                                point.psnrCrDb(),
                                point.worstFramePsnrYDb(),
                                point.ssimY(),
                                Duration.ZERO,
                                Duration.ZERO))
                        .toList())
                .toList();
    }
}
