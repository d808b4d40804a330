package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Codes a sequence in the box once more; the box is made when somebody first looks. */
final class SandboxFrames implements FrameLook {
    private final Provider<SandboxCodecEvaluator> evaluator;

    @Inject
    SandboxFrames(Provider<SandboxCodecEvaluator> evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public List<CodedFrame> code(SourceCode source, SequenceGroup group, String sequence) {
        Queue<CodedFrame> frames = new ConcurrentLinkedQueue<>();
        return evaluator
                .get()
                .evaluate(source, group, (one, quality, decoded) -> {
                    if (one.info().name().equals(sequence)) {
                        firstMiddleAndLast(one.info().frames())
                                .map(number -> new CodedFrame(
                                        quality,
                                        number,
                                        one.video().frames().get(number),
                                        decoded.frames().get(number)))
                                .forEach(frames::add);
                    }
                })
                .match(measured -> List.copyOf(frames), refused -> {
                    throw new IllegalStateException("This version does not run here: "
                            + refused.refusal().reason() + ".");
                });
    }

    private static Stream<Integer> firstMiddleAndLast(int count) {
        return Stream.of(0, count / 2, count - 1).distinct();
    }
}
