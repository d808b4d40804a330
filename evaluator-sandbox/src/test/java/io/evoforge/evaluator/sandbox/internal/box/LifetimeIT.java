package io.evoforge.evaluator.sandbox.internal.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.evaluator.sandbox.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Kills a process at instants within the start of the boxes that it starts: whatever these are doing, nothing of them is left.
 * The boxes wait for an input that nobody ends, so that none goes by itself.
 */
class LifetimeIT {
    private static final int KILLS = Integer.getInteger("evoforge.kills", 25);
    private static final int BOXES_AT_ONCE = 4;
    private static final Duration START = Duration.ofMillis(60);

    private final String name = "evoforge-" + UUID.randomUUID();

    @Test
    void nothing_of_a_box_outlives_whoever_is_killed_while_starting_it() throws IOException, InterruptedException {
        Tools.require("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true");
        Tools.require(
                "unshare", "--user", "--map-current-user", "--pid", "--fork", "bwrap", "--ro-bind", "/", "/", "true");
        EnumSet<Layer> layers = EnumSet.allOf(Layer.class);
        if (!Users.isRoot()) {
            layers.remove(Layer.USER);
        }
        Random random = new Random(7);
        try (WorkerJars jars = WorkerJars.write()) {
            String script = starting(new Wrapper(layers, null, jars.filter()));
            for (int kill = 0; kill < KILLS; kill++) {
                Process starter = new ProcessBuilder("/bin/sh", "-c", script)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                LockSupport.parkNanos((long) (random.nextDouble() * START.toNanos()));

                starter.destroyForcibly().waitFor();
            }
        }

        for (int i = 0; i < 100 && left().findAny().isPresent(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        List<ProcessHandle> left = left().toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left.stream().map(process -> process.info().commandLine().orElse("")))
                .isEmpty();
    }

    /** A shell that starts boxes in our place: it is up at once, where a Java runtime takes a second. */
    private String starting(Wrapper wrapper) {
        String we = Long.toString(ProcessHandle.current().pid());
        String box = wrapper.wrap(List.of("/bin/sh", "-c", "read line", name), List.of(Path.of("/bin")), 256).stream()
                .map(word -> word.equals(we) ? "$$" : "'" + word + "'")
                .collect(Collectors.joining(" "));
        return "exec 3<&0\n" + (box + " <&3 &\n").repeat(BOXES_AT_ONCE) + "wait\n";
    }

    private Stream<ProcessHandle> left() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(name))
                        .isPresent());
    }
}
