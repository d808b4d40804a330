package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.JavaChildren.Child;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CodecBox;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A runtime that reaches the limit of its address space breaks down, and takes an honest candidate with it. How much it
 * takes depends on the machine, so honest work has to stay far below.
 */
class AddressSpaceIT {
    private static final int HEAP_MEGABYTES = 256;
    private static final int ROUND_TRIPS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void honest_work_leaves_a_quarter_of_the_address_space_beside_the_heap() throws IOException, CandidateFault {
        Tools.require("prlimit", "--version");
        VideoSequence video = Candidates.video(4);
        try (Boxes boxes = new Boxes(
                        Path.of(System.getProperty("java.home")), HEAP_MEGABYTES, true, EnumSet.allOf(Layer.class), 0);
                Compiler compiler = new Compiler(boxes, SandboxSettings.DEFAULT.candidateClass(), LIMIT)) {
            CompiledClasses candidate = compiler.compile(new SourceCode(Candidates.honest()));
            for (Attack honest : Attack.all("honest.txt")) {
                compiler.compile(honest.source());
            }
            try (CodecBox encoder = boxes.codecBox();
                    CodecBox decoder = boxes.codecBox()) {
                encoder.source(video);
                encoder.load(candidate, Refusal.Stage.ENCODE);
                decoder.load(candidate, Refusal.Stage.DECODE);
                for (int i = 0; i < ROUND_TRIPS; i++) {
                    byte[] coded = encoder.encode(4, 50, 1 << 20, LIMIT, "").value();
                    decoder.decode(coded, Wire.Shape.of(video), LIMIT, "");
                }

                List<Child> children = JavaChildren.limited();

                Assumptions.assumeFalse(children.isEmpty(), "limits do not work here");
                assertThat(children)
                        .extracting(Child::name)
                        .containsExactlyInAnyOrder("CompileWorker", "CodecWorker", "CodecWorker");
                assertThat(children).allSatisfy(child -> {
                    assertThat(child.peakBytes()).isLessThan(child.limitBytes() / 5 * 4);
                    assertThat(child.peakBytes() - child.heapBytes())
                            .isLessThan((child.limitBytes() - child.heapBytes()) / 4 * 3);
                });
            }
        }
    }
}
