package io.evoforge.evaluator.sandbox.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Videos that are larger than the memory there is. */
@Timeout(300)
class LargeVideoIT {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @TempDir
    private Path directory;

    @Test
    void of_a_video_that_is_cut_only_both_ends_are_kept() throws Exception {
        String output = inLittleMemory("split");

        assertThat(output)
                .contains("large-training begins with 0 and ends with 29")
                .contains("large-held-out begins with 270 and ends with 299")
                .contains("large-3-held-out begins with 270 and ends with 299");
    }

    @Test
    void too_little_memory_for_a_whole_video_is_an_error_that_says_what_to_do() throws Exception {
        assertThat(inLittleMemory("whole"))
                .startsWith("RESOURCES The memory of ")
                .contains("large.y4m")
                .contains("EVOFORGE_JAVA_OPTIONS=-Xmx4g");
    }

    /** Three videos of 34 MB each are read in 40 MB. */
    private String inLittleMemory(String how) throws IOException, InterruptedException {
        Path file = directory.resolve("large.y4m");
        Y4mWriter.write(
                new VideoSequence(
                        FrameRate.of(25),
                        IntStream.range(0, 300).mapToObj(LargeVideoIT::frame).toList()),
                file);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        how,
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** A grey that tells which frame this is. */
    private static Frame frame(int index) {
        return new Frame(
                plane(WIDTH, HEIGHT, index % 250),
                plane(WIDTH / 2, HEIGHT / 2, index / 250),
                plane(WIDTH / 2, HEIGHT / 2, 0));
    }

    private static Plane plane(int width, int height, int value) {
        byte[] samples = new byte[width * height];
        Arrays.fill(samples, (byte) value);
        return Plane.of(width, height, samples);
    }

    /** Reads a file three times over, and prints what came of it. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) {
            Path file = Path.of(arguments[1]);
            List<Path> files = List.of(file, file, file);
            try {
                SequenceSet set = arguments[0].equals("split") ? VideoFiles.split(files) : VideoFiles.whole(files, 300);
                set.training().forEach(Reading::print);
                set.heldOut().forEach(Reading::print);
            } catch (EvaluatorException e) {
                System.out.println(e.reason() + " " + e.getMessage());
            }
        }

        private static void print(TestSequence sequence) {
            List<Frame> frames = sequence.video().frames();
            System.out.println(sequence.info().name() + " begins with " + index(frames.get(0)) + " and ends with "
                    + index(frames.get(frames.size() - 1)));
        }

        private static int index(Frame frame) {
            return frame.cb().sample(0, 0) * 250 + frame.luma().sample(0, 0);
        }
    }
}
