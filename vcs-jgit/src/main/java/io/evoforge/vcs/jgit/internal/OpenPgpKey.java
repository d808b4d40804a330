package io.evoforge.vcs.jgit.internal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of an OpenPGP secret key block that may sign, in the format of RFC 4880 with the Ed25519 keys that GnuPG adds.
 *
 * <p>A block holds a primary key and subkeys, each followed by signatures that say what it is for. The last subkey for
 * signing goes before the primary key, as in GnuPG; keys that are locked or not in the block are passed over.
 */
final class OpenPgpKey {
    static final String BEGIN = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
    static final int RSA = 1;
    static final int EDDSA = 22;

    private static final String END = "-----END PGP PRIVATE KEY BLOCK-----";
    private static final byte[] ED25519 = {0x2b, 6, 1, 4, 1, (byte) 0xda, 0x47, 0x0f, 1};
    private static final int TAG_SIGNATURE = 2;
    private static final int TAG_SECRET_KEY = 5;
    private static final int TAG_SECRET_SUBKEY = 7;
    private static final int KEY_FLAGS = 27;
    private static final int MAY_SIGN = 2;
    private static final int SEED_BYTES = 32;

    private final int algorithm;
    private final PrivateKey privateKey;
    private final byte[] fingerprint;
    private final long created;

    private OpenPgpKey(int algorithm, PrivateKey privateKey, byte[] fingerprint, long created) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.fingerprint = fingerprint;
        this.created = created;
    }

    /** {@link #RSA} or {@link #EDDSA}. */
    int algorithm() {
        return algorithm;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** 20 bytes; the last 8 are the key's id. */
    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /** In seconds since 1970. A signature that is older is refused by everybody. */
    long created() {
        return created;
    }

    /** Reads an armoured block. */
    static OpenPgpKey parse(String text) throws GeneralSecurityException {
        OpenPgpKey chosen = null;
        OpenPgpKey current = null;
        for (OpenPgpPackets.Packet packet : OpenPgpPackets.packets(OpenPgpPackets.unarmoured(text, BEGIN, END))) {
            switch (packet.tag()) {
                case TAG_SECRET_KEY, TAG_SECRET_SUBKEY -> current = secretKey(packet.body());
                case TAG_SIGNATURE -> {
                    if (current != null && letsSign(packet.body())) {
                        chosen = current;
                    }
                }
                default -> {
                    // names and pictures of the owner
                }
            }
        }
        if (chosen == null) {
            throw new IllegalArgumentException("no key that may sign and is not locked");
        }
        return chosen;
    }

    /** Null if it is locked with a passphrase, left out of the block, or of a kind that cannot sign for us. */
    private static @Nullable OpenPgpKey secretKey(ByteBuffer body) throws GeneralSecurityException {
        ByteBuffer whole = body.duplicate();
        if (OpenPgpPackets.octet(body) != 4) {
            return null;
        }
        long created = Integer.toUnsignedLong(body.getInt());
        int algorithm = OpenPgpPackets.octet(body);
        BigInteger modulus = BigInteger.ZERO;
        BigInteger exponent = BigInteger.ZERO;
        if (algorithm == RSA) {
            modulus = new BigInteger(1, OpenPgpPackets.number(body));
            exponent = new BigInteger(1, OpenPgpPackets.number(body));
        } else if (algorithm == EDDSA && isEd25519(body)) {
            OpenPgpPackets.number(body); // the public point
        } else {
            return null;
        }
        ByteBuffer publicPart = whole.slice(whole.position(), body.position() - whole.position());
        if (OpenPgpPackets.octet(body) != 0) {
            return null; // locked
        }
        PrivateKey key = algorithm == RSA ? rsa(modulus, exponent, body) : ed25519(body);
        return new OpenPgpKey(algorithm, key, fingerprint(publicPart), created);
    }

    /** The numbers are d, p, q and the inverse of p modulo q, where Java wants that of its second prime. */
    private static PrivateKey rsa(BigInteger modulus, BigInteger exponent, ByteBuffer body)
            throws GeneralSecurityException {
        BigInteger d = new BigInteger(1, OpenPgpPackets.number(body));
        BigInteger p = new BigInteger(1, OpenPgpPackets.number(body));
        BigInteger q = new BigInteger(1, OpenPgpPackets.number(body));
        BigInteger inverse = new BigInteger(1, OpenPgpPackets.number(body));
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        exponent,
                        d,
                        q,
                        p,
                        d.mod(q.subtract(BigInteger.ONE)),
                        d.mod(p.subtract(BigInteger.ONE)),
                        inverse));
    }

    /** Numbers have lost their leading zeros; a seed has 32 bytes. */
    private static PrivateKey ed25519(ByteBuffer body) throws GeneralSecurityException {
        byte[] number = OpenPgpPackets.number(body);
        if (number.length > SEED_BYTES) {
            throw new IllegalArgumentException("not a seed");
        }
        byte[] seed = new byte[SEED_BYTES];
        System.arraycopy(number, 0, seed, SEED_BYTES - number.length, number.length);
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }

    private static boolean isEd25519(ByteBuffer body) {
        byte[] curve = new byte[OpenPgpPackets.octet(body)];
        OpenPgpPackets.take(body, curve.length).get(curve);
        return Arrays.equals(curve, ED25519);
    }

    private static byte[] fingerprint(ByteBuffer publicPart) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update((byte) 0x99);
        digest.update(
                ByteBuffer.allocate(2).putShort((short) publicPart.remaining()).flip());
        digest.update(publicPart);
        return digest.digest();
    }

    /** Whether this signature allows the key before it to sign. */
    private static boolean letsSign(ByteBuffer signature) {
        if (OpenPgpPackets.octet(signature) != 4) {
            return false;
        }
        OpenPgpPackets.take(signature, 3); // kind and algorithms
        ByteBuffer hashed = OpenPgpPackets.take(signature, signature.getShort() & 0xffff);
        while (hashed.hasRemaining()) {
            ByteBuffer subpacket = OpenPgpPackets.take(hashed, OpenPgpPackets.length(hashed));
            int type = OpenPgpPackets.octet(subpacket) & 0x7f; // without the mark that it must be understood
            if (type == KEY_FLAGS && subpacket.hasRemaining()) {
                return (OpenPgpPackets.octet(subpacket) & MAY_SIGN) != 0;
            }
        }
        return false;
    }
}
