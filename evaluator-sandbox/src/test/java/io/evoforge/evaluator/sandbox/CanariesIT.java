package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.canaries.Canaries;
import io.evoforge.evaluator.sandbox.canaries.CanaryReport;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanariesIT {
    private static final AdoptionGate GATE = new AdoptionGate(GateSettings.DEFAULT);

    @Test
    void our_evaluator_and_gate_tell_all_canaries_apart() {
        try (SandboxCodecEvaluator evaluator =
                new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT)) {
            CanaryReport report = new Canaries(evaluator, GATE).check();

            assertThat(report.findings()).hasSize(5);
            assertThat(report.isSound()).as(report.toString()).isTrue();
        }
    }

    @Test
    void they_are_told_apart_at_any_qualities() {
        SandboxSettings settings = SandboxSettings.DEFAULT.withQualities(List.of(20, 40, 60, 80));
        try (SandboxCodecEvaluator evaluator = new SandboxCodecEvaluator(Candidates.sequences(), settings)) {
            CanaryReport report = new Canaries(evaluator, GATE).check();

            assertThat(report.isSound()).as(report.toString()).isTrue();
        }
    }

    @Test
    void they_are_told_apart_on_video_without_colour() {
        VideoSequence colourful = Candidates.video(4);
        byte[] samples = new byte[24 * 18];
        Arrays.fill(samples, (byte) 128);
        Plane grey = Plane.of(24, 18, samples);
        VideoSequence video = new VideoSequence(
                colourful.frameRate(),
                colourful.frames().stream()
                        .map(frame -> new Frame(frame.luma(), grey, grey))
                        .toList());
        SequenceSet sequences = new SequenceSet(List.of(TestSequence.of("grey", video)), List.of());
        try (SandboxCodecEvaluator evaluator = new SandboxCodecEvaluator(sequences, SandboxSettings.DEFAULT)) {
            CanaryReport report = new Canaries(evaluator, GATE).check();

            assertThat(report.isSound()).as(report.toString()).isTrue();
        }
    }

    @Test
    void an_evaluator_that_measures_every_source_alike_is_found_out() {
        try (SandboxCodecEvaluator real = new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT)) {
            EvaluationOutcome always = real.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING);

            CanaryReport report = new Canaries(evaluatorThatAnswers(always, real.identity()), GATE).check();

            assertThat(report.isSound()).isFalse();
            assertThat(report.findings())
                    .filteredOn(finding -> !finding.asExpected())
                    .extracting(CanaryReport.Finding::canary)
                    .containsExactly("a better codec", "a cheating codec", "a crashing codec");
        }
    }

    private static CodecEvaluator evaluatorThatAnswers(EvaluationOutcome outcome, EvaluatorIdentity identity) {
        return new CodecEvaluator() {
            @Override
            public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
                return outcome;
            }

            @Override
            public EvaluatorIdentity identity() {
                return identity;
            }
        };
    }
}
