package io.evoforge.app.command;

import io.evoforge.core.credentials.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A token in a file that only its owner reads. */
final class TokenFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private TokenFile() {}

    /** Writes {@code token} to {@code file}, in one step: whoever reads it finds the old one or the new one. */
    static void write(Path file, Secret token) {
        Path whole = file.toAbsolutePath();
        try {
            Path written = Files.createTempFile(
                    whole.getParent(), ".token-", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(written, token.reveal() + "\n");
            Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the token cannot be written to '%s' (%s); name a file in a writable directory with dashboard.token-file"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
