package io.evoforge.dashboard;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import io.evoforge.dashboard.port.FrameLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A codec that makes every frame a little darker, the more so the lower the quality. */
final class StagedFrames implements FrameLook {
    static final int WIDTH = 160;
    static final int HEIGHT = 90;

    private final AtomicInteger calls = new AtomicInteger();

    /** How often it was asked. */
    int calls() {
        return calls.get();
    }

    @Override
    public List<CodedFrame> code(SourceCode source, SequenceGroup group, String sequence) {
        calls.incrementAndGet();
        if (sequence.equals("broken")) {
            throw new IllegalStateException("This version does not run here: it is refused.");
        }
        List<CodedFrame> frames = new ArrayList<>();
        for (int quality : List.of(80, 20, 50)) {
            for (int number : List.of(0, 7, 14)) {
                frames.add(new CodedFrame(quality, number, gradient(0), gradient((100 - quality) / 10)));
            }
        }
        return sequence.equals("nowhere") ? List.of() : frames;
    }

    static Frame gradient(int darker) {
        byte[] luma = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (40 + i % WIDTH - darker);
        }
        return new Frame(Plane.of(WIDTH, HEIGHT, luma), grey(), grey());
    }

    private static Plane grey() {
        byte[] chroma = new byte[WIDTH / 2 * HEIGHT / 2];
        Arrays.fill(chroma, (byte) 128);
        return Plane.of(WIDTH / 2, HEIGHT / 2, chroma);
    }
}
