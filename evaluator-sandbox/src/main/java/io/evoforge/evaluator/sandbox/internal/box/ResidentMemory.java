package io.evoforge.evaluator.sandbox.internal.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process has in use, as Linux tells in {@code /proc}. */
final class ResidentMemory {
    private static final long PAGE_BYTES = 4_096;

    private ResidentMemory() {}

    /** Bytes in use; 0 if the process has gone or the system does not tell. */
    static long bytes(ProcessHandle process) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"))
                    .split(" ", 3);
            return Long.parseLong(pages[1]) * PAGE_BYTES;
        } catch (IOException e) {
            return 0;
        }
    }
}
