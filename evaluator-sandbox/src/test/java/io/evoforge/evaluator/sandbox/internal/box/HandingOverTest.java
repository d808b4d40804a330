package io.evoforge.evaluator.sandbox.internal.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A box that does not take the sequence it is given, before it has seen any candidate. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class HandingOverTest {
    private static final int SIDE = 2_400;

    @Test
    void a_box_that_is_too_slow_for_the_size_of_its_sequence_is_our_fault() {
        Plane luma = Plane.of(SIDE, SIDE, new byte[SIDE * SIDE]);
        Plane chroma = Plane.of(SIDE / 2, SIDE / 2, new byte[SIDE * SIDE / 4]);
        VideoSequence video = new VideoSequence(FrameRate.of(25), List.of(new Frame(luma, chroma, chroma)));

        try (CodecBox box = box("printf '\\012'; exec sleep 100")) {
            assertThatThrownBy(() -> box.source(video))
                    .isInstanceOfSatisfying(
                            EvaluatorException.class,
                            e -> assertThat(e.reason()).isEqualTo(EvaluatorException.Reason.RESOURCES))
                    .hasMessageContaining("did not take its sequence within 5.432 s: it took too long");
        }
    }

    /** A shell that stands for the process in the box, and says first that it is up. */
    private static CodecBox box(String script) {
        return CodecBox.ready(Child.start(List.of("/bin/sh", "-c", script)), 64, Duration.ofSeconds(30));
    }
}
