package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.SequenceGroup;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the tests run as root, a share of the corpus runs as an ordinary user too; other tests then are that user's. */
class OrdinaryUserIT {
    private static final String USER = "60999";

    @TempDir
    private Path directory;

    @Test
    void the_corpus_holds_for_an_ordinary_user_too() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "not root, so all tests are of this kind");
        Tools.require("setpriv", "--version");

        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + USER,
                        "--regid=" + USER,
                        "--clear-groups",
                        "--inh-caps=-all",
                        "--",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + temporaryDirectory(),
                        "-Devoforge.corpus=" + CorpusShare.chosen(),
                        "-cp",
                        readableClassPath(),
                        Corpus.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains(" cases (evoforge.corpus=" + CorpusShare.chosen() + "), 0 surprises, level ");
    }

    /** Evaluates a share of the corpus, names every surprise, and ends with 1 if there was one. */
    static final class Corpus {
        private Corpus() {}

        public static void main(String[] arguments) {
            List<Attack> cases = CorpusShare.of(CorpusShare.corpus());
            int surprises = 0;
            try (SandboxCodecEvaluator evaluator =
                    new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withParallel(2))) {
                for (Attack attack : cases) {
                    System.out.println(attack);
                    try {
                        attack.expected().assertMet(evaluator.evaluate(attack.source(), SequenceGroup.TRAINING));
                    } catch (AssertionError e) {
                        System.out.println(e.getMessage());
                        surprises++;
                    }
                }
                System.out.printf(
                        "%d cases (evoforge.corpus=%s), %d surprises, level %s%n",
                        cases.size(),
                        CorpusShare.chosen(),
                        surprises,
                        evaluator.containment().level());
            }
            System.exit(surprises == 0 ? 0 : 1);
        }
    }

    private Path temporaryDirectory() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        return temporary;
    }

    /** Root's own files are mostly not for others to read, so the class path is copied. */
    private String readableClassPath() throws IOException {
        List<String> copies = new ArrayList<>();
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        for (int i = 0; i < entries.length; i++) {
            Path entry = Path.of(entries[i]);
            if (!Files.exists(entry)) {
                continue;
            }
            Path copy = directory.resolve("entry" + i + (Files.isDirectory(entry) ? "" : ".jar"));
            copyTree(entry, copy);
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                boolean isDirectory = Files.isDirectory(file);
                if (isDirectory) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(isDirectory ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
