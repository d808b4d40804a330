package io.evoforge.vcs.guard;

import io.evoforge.core.credentials.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The texts by which a secret can be recognised. */
final class SecretForms {
    /** Anything shorter would be found by chance. */
    private static final int SHORTEST = 8;

    private SecretForms() {}

    /** The value itself, in hexadecimal, percent-encoded, and as a part of a longer text in Base64. */
    static List<String> of(Secret secret) {
        String value = secret.reveal();
        if (value.length() < SHORTEST) {
            return List.of();
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(value);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        for (int offset = 0; offset < 3; offset++) {
            forms.add(inner(Base64.getEncoder(), bytes, offset));
            forms.add(inner(Base64.getUrlEncoder(), bytes, offset));
        }
        return forms;
    }

    /** The part of the Base64 of {@code bytes} after {@code offset} others that does not depend on its neighbours. */
    private static String inner(Base64.Encoder encoder, byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int from = (offset * 8 + 5) / 6; // characters that hold bits of what stands before
        int to = shifted.length * 8 / 6; // characters that are full
        return encoded.substring(from, to);
    }
}
