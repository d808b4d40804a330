package io.evoforge.evaluator.sandbox;

import io.evoforge.evaluator.sandbox.worker.CodecWorker;
import io.evoforge.evaluator.sandbox.worker.CompileWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java processes that run in boxes of this process, seen from outside as Linux tells in {@code /proc}. */
final class JavaChildren {
    private static final long KILOBYTE = 1_024;
    private static final long MEGABYTE = 1L << 20;

    private JavaChildren() {}

    /**
     * One of them.
     *
     * @param name of its main class
     * @param peakBytes the most address space that it ever had
     * @param limitBytes what it may have
     * @param heapBytes what of that is for its heap
     */
    record Child(ProcessHandle process, String name, long peakBytes, long limitBytes, long heapBytes) {}

    /** Those that run now and whose address space is limited. */
    static List<Child> limited() throws IOException {
        if (!Files.isDirectory(Path.of("/proc", "self"))) {
            return List.of();
        }
        List<Child> children = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList()) {
            Path directory = Path.of("/proc", Long.toString(process.pid()));
            // The programs around it name the same class, but have names of their own.
            if (!after("Name:", directory.resolve("status")).equals("java")) {
                continue;
            }
            String command = process.info().commandLine().orElse("");
            String limit = after("Max address space", directory.resolve("limits"));
            if (!limit.equals("unlimited")) {
                children.add(new Child(
                        process,
                        name(command),
                        Long.parseLong(after("VmPeak:", directory.resolve("status"))) * KILOBYTE,
                        Long.parseLong(limit),
                        Long.parseLong(command.replaceFirst(".* -Xmx(\\d+)m.*", "$1")) * MEGABYTE));
            }
        }
        return children;
    }

    /** The one that compiles, if it runs. */
    static Optional<ProcessHandle> compiling() throws IOException {
        return limited().stream()
                .filter(child -> child.name().equals(CompileWorker.class.getSimpleName()))
                .map(Child::process)
                .findFirst();
    }

    private static String name(String command) {
        return Stream.of(CodecWorker.class, CompileWorker.class)
                .filter(worker -> command.contains(worker.getName()))
                .map(Class::getSimpleName)
                .findFirst()
                .orElse(command);
    }

    private static String after(String label, Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip().split("\\s+", 2)[0])
                .findFirst()
                .orElse("");
    }
}
