package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.GitCredentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Takes a credential out of a server's words: a hostile or broken server may repeat what it was sent. */
final class Redaction {
    private Redaction() {}

    static String redact(String text, @Nullable GitCredentials credentials) {
        if (credentials == null || text.isEmpty()) {
            return text;
        }
        String token = credentials.token().reveal();
        if (token.isEmpty()) {
            return text;
        }
        String redacted = text.replace(token, "***").replace(URLEncoder.encode(token, StandardCharsets.UTF_8), "***");
        for (String user : new String[] {credentials.username(), "x-access-token"}) {
            redacted = redacted.replace(base64(user + ":" + token), "***");
        }
        return redacted.replace(base64(token), "***");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
