package io.evoforge.benchmarks;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CodecBox;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;

/** What a box costs: from the request to the first byte of its answer, and when a candidate hangs. */
final class BoxTopic implements Topic {
    private static final String CLASS = "io.evoforge.evolved.EvolvedCodec";
    private static final int RUNS = 21;
    private static final int HANGS = 5;
    private static final int HEAP_MEGABYTES = 256;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** A candidate asks for its next box a second later at the earliest: until then the one before it is at work. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "box";
    }

    @Override
    public String description() {
        return "a box for one candidate: milliseconds from the request to the first byte of its answer, and of a hang";
    }

    @Override
    public void run(PrintStream out) throws InterruptedException, CandidateFault {
        Path java = Path.of(System.getProperty("java.home"));
        try (Boxes boxes = new Boxes(java, HEAP_MEGABYTES, true, EnumSet.allOf(Layer.class), 2)) {
            CompiledClasses candidate;
            CompiledClasses hanging;
            try (Compiler compiler = new Compiler(boxes, CLASS, Duration.ofSeconds(60))) {
                candidate = compiler.compile(source("return new byte[1];"));
                hanging = compiler.compile(source("while (quality >= 0) { quality |= 1; } return null;"));
            }
            out.printf("  containment level %s%n", boxes.report().level());
            print(out, "warm: started ahead", answers(boxes, candidate, BETWEEN));
            print(out, "warm box that hangs, beyond its limit of 2 s", hangs(boxes, hanging));
        }
        try (Boxes boxes = new Boxes(java, HEAP_MEGABYTES, true, EnumSet.allOf(Layer.class), 0)) {
            try (Compiler compiler = new Compiler(boxes, CLASS, Duration.ofSeconds(60))) {
                CompiledClasses candidate = compiler.compile(source("return new byte[1];"));
                print(out, "cold: started on request", answers(boxes, candidate, Duration.ZERO));
            }
        }
    }

    private static double[] answers(Boxes boxes, CompiledClasses candidate, Duration pause)
            throws InterruptedException, CandidateFault {
        double[] milliseconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            Thread.sleep(pause.toMillis());
            long start = System.nanoTime();
            try (CodecBox box = boxes.codecBox()) {
                box.load(candidate, Refusal.Stage.ENCODE);
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return milliseconds;
    }

    private static double[] hangs(Boxes boxes, CompiledClasses hanging) throws InterruptedException, CandidateFault {
        double[] milliseconds = new double[HANGS];
        for (int i = 0; i < HANGS; i++) {
            Thread.sleep(BETWEEN.toMillis());
            try (CodecBox box = boxes.codecBox()) {
                box.source(TestVideo.original());
                box.load(hanging, Refusal.Stage.ENCODE);
                long start = System.nanoTime();
                try {
                    box.encode(1, 50, 1_000, LIMIT, "");
                    throw new IllegalStateException("a codec that never ends has ended");
                } catch (CandidateFault expected) {
                    milliseconds[i] = (System.nanoTime() - start) / 1e6 - LIMIT.toMillis();
                }
            }
        }
        return milliseconds;
    }

    private static void print(PrintStream out, String what, double[] milliseconds) {
        Arrays.sort(milliseconds);
        out.printf(
                Locale.ROOT,
                "  %-46s median %7.1f ms, fastest %7.1f ms, slowest %7.1f ms%n",
                what,
                milliseconds[milliseconds.length / 2],
                milliseconds[0],
                milliseconds[milliseconds.length - 1]);
    }

    private static SourceCode source(String encode) {
        return new SourceCode("""
                package io.evoforge.evolved;

                import io.evoforge.core.video.VideoCodec;
                import io.evoforge.core.video.VideoSequence;

                public final class EvolvedCodec implements VideoCodec {
                    @Override
                    public byte[] encode(VideoSequence source, int quality) {
                        %s
                    }

                    @Override
                    public VideoSequence decode(byte[] bitstream) {
                        return null;
                    }
                }
                """.formatted(encode));
    }
}
