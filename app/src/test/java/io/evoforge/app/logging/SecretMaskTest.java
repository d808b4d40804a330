package io.evoforge.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String SECRET = "not+a/known\"shape=0123456789";

    private final SecretMask mask = new SecretMask();

    @Test
    void a_known_secret_is_taken_out_in_every_encoding() {
        mask.add(new Secret(SECRET));
        String json = SECRET.replace("\"", "\\\"");

        assertThat(mask.mask("a " + SECRET + " b " + URLEncoder.encode(SECRET, UTF_8) + " c " + json))
                .isEqualTo("a *** b *** c ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "x-access-token:", "codec-bot:", "ab"})
    void a_known_secret_is_found_inside_base64_wherever_it_begins(String before) {
        mask.add(new Secret(SECRET));
        byte[] text = (before + SECRET + ":after").getBytes(UTF_8);

        String plain = Base64.getEncoder().encodeToString(text);
        String forUrls = Base64.getUrlEncoder().encodeToString(text);

        // what is left on both sides is too short to hold more than a character of the secret
        assertThat(Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)).length())
                .isGreaterThan(30);
        assertThat(mask.mask(plain)).contains("***").hasSizeLessThan(plain.length() - 30);
        assertThat(mask.mask(forUrls)).contains("***").hasSizeLessThan(forUrls.length() - 30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token ghp_0123456789abcdef in text                 | token *** in text
            github_pat_11AAAAAAA0_abcdefghij                   | ***
            https://bot:pass@github.com/a/b.git                | https://***@github.com/a/b.git
            Authorization: Basic Y29kZWM6c2VjcmV0              | Authorization: Basic ***
            {"Authorization":"Bearer abc.def"}                 | {"Authorization":"Bearer ***"}
            commit 0123456789abcdef0123456789abcdef01234567    | commit 0123456789abcdef0123456789abcdef01234567
            "token": "ghp_xxxxxxxxxxxx"                        | "token": "ghp_xxxxxxxxxxxx"
            https://github.com/acme/codec/commit/abc @someone  | https://github.com/acme/codec/commit/abc @someone
            {"a":"see http://x.y","b":"q@r"}                   | {"a":"see http://x.y","b":"q@r"}
            "see http://x.y\\n- q@r"                           | "see http://x.y\\n- q@r"
            {"a":"https://bot:pass@x.y","b":"q@r"}             | {"a":"https://***@x.y","b":"q@r"}
            """)
    void what_looks_like_a_secret_is_taken_out_and_nothing_else(String text, String masked) {
        assertThat(mask.mask(text)).isEqualTo(masked);
    }

    @Test
    void a_private_key_is_taken_out_with_all_its_lines() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\nabc\n-----END RSA PRIVATE KEY-----";

        assertThat(mask.mask("a " + key + " b " + key.replace("\n", "\\n") + " c"))
                .isEqualTo("a *** b *** c");
    }

    @Test
    void of_many_rotations_the_last_ones_are_remembered() {
        for (int i = 100; i < 200; i++) {
            mask.add(new Secret("secret-number-" + i));
            mask.add(new Secret("secret-number-" + i));
        }

        assertThat(mask.mask("secret-number-199 secret-number-190")).isEqualTo("*** ***");
    }
}
