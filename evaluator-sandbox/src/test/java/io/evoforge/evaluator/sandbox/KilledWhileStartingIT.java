package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CodecBox;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ends a process while it starts boxes, at any instant, and looks for what is left of them. More instants with
 * {@code -Devoforge.kills-of-runtimes=N}; {@code LifetimeIT} kills far more often, without a Java runtime.
 */
@Timeout(600)
class KilledWhileStartingIT {
    private static final int KILLS = Integer.getInteger("evoforge.kills-of-runtimes", 2);
    /** No other process of this machine has this heap, so that those of this test can be told apart. */
    private static final int HEAP_MEGABYTES = 193;

    /** Who was started in the background ignores Ctrl-C, and so do all whom it starts. */
    private static final String LISTENING = "--default-signal=INT";

    private static final int BOXES_AT_ONCE = 8;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(150);

    @BeforeAll
    static void toolsAreInstalled() {
        Tools.require("setsid", "env", LISTENING, "true");
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, KILLS).mapToObj(kill -> 41L + kill);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_process_of_a_box_outlives_the_one_that_was_starting_it(long seed) throws Exception {
        Random random = new Random(seed);
        Process process = new ProcessBuilder(
                        "setsid",
                        "env",
                        LISTENING,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starting.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.getInputStream().read()).as("it starts boxes").isEqualTo('.');
            LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_WAIT.toNanos()));

            if (seed % 2 == 0) {
                process.destroyForcibly();
            } else {
                // As a terminal does it.
                signalGroup("-INT", process.pid());
            }

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            for (int i = 0; i < 100 && left().findAny().isPresent(); i++) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(left()).isEmpty();
        } finally {
            process.destroyForcibly();
            leftProcesses().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void signalGroup(String signal, long group) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("/bin/sh", "-c", "kill \"$0\" -\"$1\"", signal, Long.toString(group))
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    private static Stream<String> left() {
        return leftProcesses().flatMap(process -> process.info().commandLine().stream());
    }

    private static Stream<ProcessHandle> leftProcesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("-Xmx" + HEAP_MEGABYTES + "m"))
                        .isPresent());
    }

    /** Starts boxes as fast as it can, and ends them at once. */
    static final class Starting {
        private Starting() {}

        public static void main(String[] arguments) {
            Boxes boxes = new Boxes(
                    Path.of(System.getProperty("java.home")), HEAP_MEGABYTES, true, EnumSet.allOf(Layer.class), 0);
            List<Thread> threads = IntStream.range(0, BOXES_AT_ONCE)
                    .mapToObj(i -> new Thread(() -> startBoxes(boxes), "starts-boxes-" + i))
                    .toList();
            threads.forEach(Thread::start);
        }

        private static void startBoxes(Boxes boxes) {
            while (true) {
                CodecBox box = boxes.codecBox();
                System.out.print('.');
                System.out.flush();
                box.close();
            }
        }
    }
}
