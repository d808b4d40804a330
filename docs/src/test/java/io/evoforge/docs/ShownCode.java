package io.evoforge.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of a test's source that a page shows. */
final class ShownCode {
    private ShownCode() {}

    /** What stands between {@code // tag::NAME[]} and {@code // end::NAME[]} in the source of {@code test}, as Markdown. */
    static String of(Class<?> test, String name) {
        Path source = Path.of("src/test/java/" + test.getName().replace('.', '/') + ".java");
        try {
            List<String> lines = Files.readAllLines(source).stream()
                    .dropWhile(line -> !line.strip().equals("// tag::" + name + "[]"))
                    .skip(1)
                    .takeWhile(line -> !line.strip().equals("// end::" + name + "[]"))
                    .toList();
            if (lines.isEmpty()) {
                throw new AssertionError(source + " shows nothing as " + name);
            }
            return "```java\n" + String.join("\n", lines).stripIndent() + "\n```";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
