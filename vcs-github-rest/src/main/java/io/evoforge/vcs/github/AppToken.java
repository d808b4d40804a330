package io.evoforge.vcs.github;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.GitHubAppKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** The signed claim that an App proves itself with. */
final class AppToken {
    /** GitHub takes 600 s; less than that stands a clock that is wrong. */
    private static final long LIFETIME_SECONDS = 540;

    private static final long CLOCK_SKEW_SECONDS = 60;
    private static final byte[] RSA_IDENTIFIER = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private AppToken() {}

    static String sign(GitHubAppKey key, Instant now) {
        long seconds = now.getEpochSecond();
        String header = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String claims = "{\"iat\":" + (seconds - CLOCK_SKEW_SECONDS) + ",\"exp\":" + (seconds + LIFETIME_SECONDS)
                + ",\"iss\":\"" + key.appId() + "\"}";
        String signed = header + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey(key.privateKey().reveal()));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // the cause might quote the key
            throw new CredentialException(
                    CredentialException.Reason.MALFORMED,
                    "The private key of App " + key.appId()
                            + " is no RSA key in PEM form. Make a new one in the App's settings on GitHub.");
        }
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        boolean pkcs1 = pem.contains("BEGIN RSA PRIVATE KEY");
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] der = Base64.getDecoder().decode(base64);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs1 ? wrapped(der) : der));
    }

    /** GitHub hands out PKCS #1; the JDK reads PKCS #8, which is the same in an envelope. */
    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
        inner.writeBytes(RSA_IDENTIFIER);
        inner.writeBytes(element(0x04, pkcs1));
        return element(0x30, inner.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else if (content.length < 0x100) {
            element.write(0x81);
            element.write(content.length);
        } else {
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
