package io.evoforge.evaluator.sandbox.internal.box;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the command line of a Java process with hardened flags.
 *
 * @param home the runtime to use
 */
record JavaLauncher(Path home) {
    /**
     * The command for {@code mainClass}.
     *
     * @param heapMegabytes the most it may use for objects
     * @param stackMegabytes the most a thread may use for calls
     */
    List<String> command(
            Path jar,
            Class<?> mainClass,
            int heapMegabytes,
            int stackMegabytes,
            List<String> flags,
            String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin").resolve("java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xss" + stackMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxDirectMemorySize=16m",
                "-Xshare:auto",
                // Out of memory ends the process at once; a candidate cannot catch it and try again for ever.
                "-XX:+ExitOnOutOfMemoryError",
                // The runtime itself must leave no file behind and write nothing between our messages.
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisableAttachMechanism",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.awt.headless=true",
                "-Duser.language=en",
                "-Duser.country=",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(flags);
        command.addAll(List.of("-cp", jar.toString(), mainClass.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
