package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gpg program with a home and an agent of its own, which end with it. */
final class GnuPg implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/gpg");

    private final Path home;
    private final Path errors;

    private GnuPg(Path home, Path errors) {
        this.home = home;
        this.errors = errors;
    }

    static GnuPg create(Path directory) throws IOException {
        if (Boolean.parseBoolean(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(PROGRAM).isExecutable();
        }
        assumeThat(Files.isExecutable(PROGRAM)).as("gpg is needed to make keys").isTrue();
        // the agent's socket must have a short path
        Path home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new GnuPg(home, directory.resolve("gpg-errors"));
    }

    Path home() {
        return home;
    }

    String fingerprint() throws IOException, InterruptedException {
        return run("--with-colons", "--list-secret-keys")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];
    }

    /** What it prints. Keys are made without a passphrase unless {@code arguments} begin with one. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.toString(), "--batch", "--quiet", "--pinentry-mode", "loopback"));
        if (!arguments[0].equals("--passphrase")) {
            command.addAll(List.of("--passphrase", ""));
        }
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("GNUPGHOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return output;
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of("/usr/bin/gpgconf", "--kill", "all"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
