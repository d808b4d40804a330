package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Keys made by OpenSSH. */
final class SshKeys {
    private static final Path PROGRAM = Path.of("/usr/bin/ssh-keygen");

    private SshKeys() {}

    /** A new key pair without a passphrase; the private part is in {@code file}. */
    static Path generate(Path file, String type) throws IOException, InterruptedException {
        if (Boolean.parseBoolean(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(PROGRAM).isExecutable();
        }
        assumeThat(Files.isExecutable(PROGRAM))
                .as("ssh-keygen is needed to make keys")
                .isTrue();
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-q", "-t", type, "-N", "", "-C", "evoforge", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    static Path publicPart(Path privatePart) {
        return privatePart.resolveSibling(privatePart.getFileName() + ".pub");
    }
}
