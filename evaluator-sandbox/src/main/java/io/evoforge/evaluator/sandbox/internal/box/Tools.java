package io.evoforge.evaluator.sandbox.internal.box;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the programs that contain a box. Only where systems keep them: a search path could be set by anybody. */
final class Tools {
    private static final List<Path> DIRECTORIES = List.of(
            Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/local/bin"), Path.of("/run/current-system/sw/bin"));

    private Tools() {}

    /** The program's path, or empty if it is not installed. */
    static Optional<Path> find(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
