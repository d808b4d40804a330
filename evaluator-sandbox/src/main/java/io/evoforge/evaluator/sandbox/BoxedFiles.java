package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.source.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link BoxedCommand} on this machine: where its program is, what it may read, and what that holds. */
final class BoxedFiles {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));

    private static final int READ_AT_ONCE = 1 << 16;

    private final List<String> words;
    private final List<Path> visible;
    private final String told;
    private final String contents;

    private BoxedFiles(List<String> words, List<Path> visible, String told, String contents) {
        this.words = words;
        this.told = told;
        this.visible = visible;
        this.contents = contents;
    }

    /**
     * Looks everything up.
     *
     * @throws EvaluatorException if the program or a file is not there
     */
    static BoxedFiles of(BoxedCommand command) {
        List<String> words = new ArrayList<>();
        List<String> told = new ArrayList<>();
        List<Path> visible = new ArrayList<>();
        for (String word : command.words()) {
            Path file = words.isEmpty() ? program(word) : Path.of(word).toAbsolutePath();
            boolean shown = words.isEmpty() ? !isSystems(file) : Files.isRegularFile(file);
            if (shown) {
                visible.add(file);
            }
            words.add(shown || words.isEmpty() ? file.toString() : word);
            told.add(shown ? String.valueOf(file.getFileName()) : word);
        }
        for (Path readable : command.readable()) {
            if (!Files.isReadable(readable)) {
                throw missing("There is nothing to read at '" + readable
                        + "', which a command of the evaluator may read. Correct the path.");
            }
            visible.add(readable.toAbsolutePath());
        }
        StringBuilder contents = new StringBuilder();
        visible.forEach(path -> describe(path, contents));
        return new BoxedFiles(List.copyOf(words), List.copyOf(visible), String.join(" ", told), contents.toString());
    }

    /** Program and arguments, with whole paths. */
    List<String> words() {
        return words;
    }

    /** What has to be in view. */
    List<Path> visible() {
        return visible;
    }

    /** The command and a digest of every file it may read, without where these are: equal text, equal results. */
    String contents() {
        return told + contents;
    }

    /** The command as it may be shown to everybody: with the names of files, but not where they are. */
    String told() {
        return told;
    }

    /**
     * Looks whether somebody who is neither owner nor of the group can read what has to be in view.
     *
     * @throws EvaluatorException if not
     */
    void requireReadableByOthers() {
        for (Path path : visible) {
            for (Path part = path; part != null; part = part.getParent()) {
                if (isClosedToOthers(part)) {
                    throw missing(
                            "As root, Evoforge runs boxes as a user that nobody is, and that user cannot read '" + path
                                    + "' because of the permissions of '" + part + "'. Run `chmod o+rX " + part
                                    + "`, put the files somewhere else, or run Evoforge as an ordinary user.");
                }
            }
        }
    }

    private static boolean isClosedToOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return !permissions.contains(
                    Files.isDirectory(path) ? PosixFilePermission.OTHERS_EXECUTE : PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // the box will tell
        }
    }

    private static Path program(String word) {
        if (word.contains("/")) {
            Path file = Path.of(word).toAbsolutePath();
            if (Files.isExecutable(file)) {
                return file;
            }
        } else {
            Optional<Path> found = PROGRAMS.stream()
                    .map(directory -> directory.resolve(word))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw missing(
                "The program '" + word + "', which a command of the evaluator begins with, is not there or cannot be"
                        + " run. Install it, or give its whole path.");
    }

    private static boolean isSystems(Path file) {
        return Stream.of("/usr", "/bin", "/sbin").anyMatch(file::startsWith);
    }

    private static void describe(Path path, StringBuilder contents) {
        try {
            // A directory that is reached by a link is seen whole in the box, and a walk would end at the link.
            Path root = path.toRealPath();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Path name = file.equals(root) ? path.getFileName() : root.relativize(file);
                    contents.append('\n').append(name).append(' ').append(digest(file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw missing("'" + path + "', which a command of the evaluator may read, cannot be read whole: '"
                    + e.getMessage() + "'. Give permission, or name only what is needed.");
        }
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[READ_AT_ONCE];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static EvaluatorException missing(String message) {
        return new EvaluatorException(EvaluatorException.Reason.VIDEO, message);
    }
}
