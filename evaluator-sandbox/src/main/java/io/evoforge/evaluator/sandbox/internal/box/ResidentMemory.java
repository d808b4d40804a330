package io.evoforge.evaluator.sandbox.internal.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process has in use, as Linux tells in {@code /proc}. */
final class ResidentMemory {
    private static final String LABEL = "VmRSS:";
    private static final long KILOBYTE = 1_024;

    private ResidentMemory() {}

    /** Bytes in use; 0 if the process has gone or the system does not tell. */
    static long bytes(ProcessHandle process) {
        try {
            // In kilobytes, where statm beside it counts pages, whose size depends on the machine.
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(LABEL))
                    .mapToLong(line -> Long.parseLong(
                                    line.substring(LABEL.length()).strip().split("\\s+", 2)[0])
                            * KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
