package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.eclipse.jgit.lib.GpgSignature;

/** Signs commits and tags. The same content and time give the same signature, so a signed commit keeps one id, too. */
interface Signer {
    /** The armoured signature of {@code content}, dated {@code when} if its format has a date. */
    GpgSignature sign(byte[] content, Instant when);

    /** Reads the private key in {@code file}, whose first line tells its format. */
    static Signer of(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            return text.stripLeading().startsWith(OpenPgpKey.BEGIN)
                    ? new OpenPgpSigner(OpenPgpKey.parse(text))
                    : SshSigner.parse(text);
        } catch (IOException | GeneralSecurityException | BufferUnderflowException | IllegalArgumentException e) {
            // the cause may quote the key
            throw new VersionControlException(
                    Reason.UNSUPPORTED,
                    "The signing key '" + file + "' cannot be used: it must be a readable private key without a"
                            + " passphrase, either OpenSSH's Ed25519, as `ssh-keygen -t ed25519 -N ''` makes it, or"
                            + " OpenPGP's Ed25519 or RSA, as `gpg --export-secret-keys --armor` prints it.");
        }
    }
}
