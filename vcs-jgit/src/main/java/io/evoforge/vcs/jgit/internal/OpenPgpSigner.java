package io.evoforge.vcs.jgit.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jgit.lib.GpgSignature;

/**
 * Signs commits and tags as {@code gpg --detach-sign --armor} does (RFC 4880, section 5.2), dated like the commit.
 *
 * <p>Only RSA and Ed25519: their signatures are always the same for the same content.
 */
final class OpenPgpSigner implements Signer {
    private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";
    private static final byte VERSION = 4;
    private static final byte OF_A_DOCUMENT = 0;
    private static final byte SHA_512 = 10;
    private static final byte SUBPACKET_CREATED = 2;
    private static final byte SUBPACKET_ISSUER = 16;
    private static final byte SUBPACKET_FINGERPRINT = 33;
    private static final int PACKET_SIGNATURE = 0xC2;

    private final OpenPgpKey key;

    OpenPgpSigner(OpenPgpKey key) {
        this.key = key;
    }

    @Override
    public GpgSignature sign(byte[] content, Instant when) {
        try {
            byte[] head = head(Math.max(when.getEpochSecond(), key.created()));
            byte[] signed = concatenated(
                    content,
                    head,
                    ByteBuffer.allocate(6)
                            .put(VERSION)
                            .put((byte) 0xff)
                            .putInt(head.length)
                            .array());
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(signed);
            byte[] body = concatenated(
                    head,
                    issuer(),
                    Arrays.copyOf(digest, 2),
                    key.algorithm() == OpenPgpKey.RSA ? rsa(signed) : ed25519(digest));
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(PACKET_SIGNATURE);
            packet.write(0xff);
            packet.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
            packet.writeBytes(body);
            return new GpgSignature(OpenPgpPackets.ascii(OpenPgpPackets.armoured(packet.toByteArray(), BEGIN, END)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot sign with a key that it has read", e);
        }
    }

    /** What is signed together with the content. */
    private byte[] head(long seconds) {
        byte[] fingerprint = key.fingerprint();
        ByteBuffer subpackets = ByteBuffer.allocate(6 + 3 + fingerprint.length)
                .put((byte) 5)
                .put(SUBPACKET_CREATED)
                .putInt((int) seconds)
                .put((byte) (2 + fingerprint.length))
                .put(SUBPACKET_FINGERPRINT)
                .put(VERSION)
                .put(fingerprint);
        return ByteBuffer.allocate(6 + subpackets.capacity())
                .put(VERSION)
                .put(OF_A_DOCUMENT)
                .put((byte) key.algorithm())
                .put(SHA_512)
                .putShort((short) subpackets.capacity())
                .put(subpackets.flip())
                .array();
    }

    /** For programs that look the key up by its short id; not signed. */
    private byte[] issuer() {
        byte[] fingerprint = key.fingerprint();
        return ByteBuffer.allocate(12)
                .putShort((short) 10)
                .put((byte) 9)
                .put(SUBPACKET_ISSUER)
                .put(fingerprint, fingerprint.length - 8, 8)
                .array();
    }

    private byte[] rsa(byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA512withRSA");
        signature.initSign(key.privateKey());
        signature.update(signed);
        return OpenPgpPackets.number(signature.sign());
    }

    private byte[] ed25519(byte[] digest) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.privateKey());
        signature.update(digest);
        byte[] pair = signature.sign();
        return concatenated(
                OpenPgpPackets.number(Arrays.copyOf(pair, 32)),
                OpenPgpPackets.number(Arrays.copyOfRange(pair, 32, 64)));
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
