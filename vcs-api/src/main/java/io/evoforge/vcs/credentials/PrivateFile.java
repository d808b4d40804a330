package io.evoforge.vcs.credentials;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Reads a small file that only its owner may read, and refuses any other. */
final class PrivateFile {
    private static final int MAX_BYTES = 65_536;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    static String read(Path file) {
        try {
            requireOwnerOnly(file);
            return decode(file, readCapped(file));
        } catch (NoSuchFileException e) {
            throw new CredentialException(
                    Reason.MISSING,
                    "The credentials file '" + file + "' does not exist. Create it with mode 600, or configure another"
                            + " source of credentials.",
                    e);
        } catch (AccessDeniedException e) {
            throw new CredentialException(
                    Reason.DENIED,
                    "The credentials file '" + file + "' may not be read by this user. Make this user its owner.",
                    e);
        } catch (UnsupportedOperationException e) {
            throw new CredentialException(
                    Reason.DENIED,
                    "The credentials file '" + file + "' is on a file system without owner permissions, so nobody can"
                            + " tell who may read it. Keep the credentials elsewhere.",
                    e);
        } catch (IOException e) {
            throw new CredentialException(
                    Reason.UNAVAILABLE,
                    "The credentials file '" + file + "' could not be read: "
                            + e.getClass().getSimpleName() + ". Check the disk it is on.",
                    e);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new CredentialException(
                    Reason.MALFORMED, "The credentials file '" + file + "' is not a regular file. Put a file there.");
        }
        if (!OWNER_ONLY.containsAll(attributes.permissions())) {
            throw new CredentialException(
                    Reason.DENIED,
                    "The credentials file '" + file + "' has the permissions "
                            + PosixFilePermissions.toString(attributes.permissions())
                            + ", so others than its owner may use it. Run `chmod 600 '" + file
                            + "'`, and replace the token if others may have seen it.");
        }
    }

    private static byte[] readCapped(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CredentialException(
                        Reason.MALFORMED,
                        "The credentials file '" + file + "' is larger than " + MAX_BYTES
                                + " bytes, so it is no credentials file. Configure the right one.");
            }
            return bytes;
        }
    }

    private static String decode(Path file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CredentialException(
                    Reason.MALFORMED, "The credentials file '" + file + "' is not UTF-8 text. Save it as UTF-8.", e);
        }
    }
}
