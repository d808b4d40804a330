package io.evoforge.vcs.jgit.internal;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.eclipse.jgit.lib.GpgSignature;

/**
 * Signs commits and tags with an SSH key, as {@code git} does with {@code gpg.format=ssh}. The formats are those of
 * OpenSSH's {@code PROTOCOL.key} and {@code PROTOCOL.sshsig}.
 *
 * <p>Only Ed25519: its signatures are always the same for the same content, so a signed commit keeps one id, too.
 */
final class SshSigner implements Signer {
    private static final byte[] KEY_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE_MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "ssh-ed25519";
    private static final String NAMESPACE = "git";
    private static final String HASH = "sha512";
    private static final int LINE = 70;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SshSigner(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads a key as `ssh-keygen` writes it. */
    static SshSigner parse(String text) throws GeneralSecurityException {
        return parse(ByteBuffer.wrap(Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""))));
    }

    private static SshSigner parse(ByteBuffer key) throws GeneralSecurityException {
        byte[] magic = new byte[KEY_MAGIC.length];
        key.get(magic);
        String cipher = text(key);
        text(key); // key derivation
        bytes(key); // its options
        int count = key.getInt();
        byte[] publicKey = bytes(key);
        if (!Arrays.equals(magic, KEY_MAGIC) || !cipher.equals("none") || count != 1) {
            throw new IllegalArgumentException("not one plain key");
        }
        ByteBuffer secret = ByteBuffer.wrap(bytes(key));
        secret.getLong(); // two equal check numbers
        if (!text(secret).equals(ALGORITHM)) {
            throw new IllegalArgumentException("not Ed25519");
        }
        bytes(secret); // the public key again
        byte[] seed = Arrays.copyOf(bytes(secret), 32);
        PrivateKey privateKey = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        return new SshSigner(privateKey, publicKey);
    }

    @Override
    public GpgSignature sign(byte[] content, Instant when) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(blob(SIGNATURE_MAGIC, NAMESPACE, "", HASH, digest));
            byte[] signed = strings(ALGORITHM.getBytes(StandardCharsets.US_ASCII), signature.sign());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(SIGNATURE_MAGIC);
            all.writeBytes(ByteBuffer.allocate(4).putInt(1).array());
            all.writeBytes(strings(publicKey));
            all.writeBytes(blob(new byte[0], NAMESPACE, "", HASH, signed));
            return new GpgSignature(armoured(all.toByteArray()).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519, this one has not", e);
        }
    }

    private static byte[] blob(byte[] start, String namespace, String reserved, String hash, byte[] last) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes(start);
        blob.writeBytes(strings(
                namespace.getBytes(StandardCharsets.US_ASCII),
                reserved.getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.US_ASCII),
                last));
        return blob.toByteArray();
    }

    private static byte[] strings(byte[]... parts) {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            strings.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            strings.writeBytes(part);
        }
        return strings.toByteArray();
    }

    private static String armoured(byte[] signature) {
        String base64 = Base64.getEncoder().encodeToString(signature);
        StringBuilder text = new StringBuilder("-----BEGIN SSH SIGNATURE-----\n");
        for (int i = 0; i < base64.length(); i += LINE) {
            text.append(base64, i, Math.min(base64.length(), i + LINE)).append('\n');
        }
        return text.append("-----END SSH SIGNATURE-----\n").toString();
    }

    private static byte[] bytes(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        return new String(bytes(from), StandardCharsets.US_ASCII);
    }
}
