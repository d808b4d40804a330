package io.evoforge.vcs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.evoforge.core.credentials.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScannerTest {
    private static final String LETTERS = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zCfLiOqRsTuVwXyZbDgJkMnPhA2c4e6G8I0";
    private static final String HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123456789abcdef";

    private final SecretScanner scanner = new SecretScanner();

    // Every example is put together, so that no scanner takes this file for a leak.
    static Stream<Arguments> secrets() {
        return Stream.of(
                arguments("GitHub personal access token", "gh" + "p_" + letters(36)),
                arguments("GitHub OAuth token", "gh" + "o_" + letters(36)),
                arguments("GitHub user-to-server token", "gh" + "u_" + letters(36)),
                arguments("GitHub installation token", "gh" + "s_" + letters(36)),
                arguments("GitHub refresh token", "gh" + "r_" + letters(60)),
                arguments("GitHub fine-grained token", "github" + "_pat_" + letters(22) + "_" + letters(59)),
                arguments("GitLab token", "glpat" + "-" + letters(20)),
                arguments("AWS access key id", "AKIA" + "Q3EGRZ5XJ7KLM2NP"),
                arguments("AWS secret access key", "aws_secret_access_key = " + letters(38) + "/+"),
                arguments("private key", "-----BEGIN " + "PRIVATE KEY-----"),
                arguments("private key", "-----BEGIN RSA " + "PRIVATE KEY-----"),
                arguments("private key", "-----BEGIN OPENSSH " + "PRIVATE KEY-----"),
                arguments("private key", "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----"),
                arguments("PuTTY private key", "PuTTY-User-Key-File" + "-3: ssh-ed25519"),
                arguments("Slack token", "xox" + "b-123456789012-" + letters(24)),
                arguments("Slack webhook", "hooks.slack" + ".com/services/T00000000/B00000000/" + letters(24)),
                arguments("npm token", "npm" + "_" + letters(36)),
                arguments("PyPI token", "pypi" + "-AgEIcHlwaS5vcmc" + letters(60)),
                arguments("Google API key", "AIza" + letters(35)),
                arguments("Google OAuth secret", "GOCSPX" + "-" + letters(28)),
                arguments("OpenAI key", "sk-" + letters(20) + "T3Blbk" + "FJ" + letters(20)),
                arguments("OpenAI project key", "sk-" + "proj-" + letters(48)),
                arguments("Anthropic key", "sk-" + "ant-api03-" + letters(60)),
                arguments("Hugging Face token", "hf" + "_" + letters(34)),
                arguments("Stripe key", "sk" + "_live_" + letters(24)),
                arguments("SendGrid key", "SG" + "." + letters(22) + "." + letters(43)),
                arguments("Telegram bot token", "123456789:" + "AA" + letters(33)),
                arguments("DigitalOcean token", "dop" + "_v1_" + HEX),
                arguments("Vault token", "hvs" + "." + letters(24)),
                arguments("Azure storage key", "Account" + "Key=" + letters(65) + letters(21) + "=="),
                arguments("JSON web token", "eyJ" + letters(20) + ".eyJ" + letters(30) + "." + letters(30)),
                arguments("password in a URL", "https://ada:" + "hunter2secret@example.org/x.git"),
                arguments("authorization header", "Authorization: Bearer " + letters(30)),
                arguments("value of high entropy called 'key'", "String apiKey = \"" + letters(32) + "\";"),
                arguments("value of high entropy called 'token'", "\"token\": \"" + letters(32) + "\""),
                arguments("value of high entropy called 'secret'", "client_secret='" + letters(32) + "'"),
                arguments("value of high entropy called 'password'", "PASSWORD=\"" + letters(20) + "\""));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void a_secret_is_found_in_the_middle_of_a_source(String rule, String secret) {
        String source = "class Codec {\n  // nothing\n  /* " + secret + " */\n}\n";

        assertThat(scanner.scan(source)).contains(new SecretFinding(rule, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int key = 5;",
                "String key = \"quality\";",
                "map.put(key, \"value\"); Token token = tokens[i];",
                "static final int[] LUMA = {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55};",
                "String keyTable = \"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\";",
                "String key = \"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\";",
                "sha256 = \"ea540f4a0e375afab8e6e7bb01eb45db55545d53e16860ca7e1a511cc80922e2\"",
                "commit 3f7b79e9e34161abc2d7ec6bef9d1d591f82fd03",
                "String key = \"550e8400-e29b-41d4-a716-446655440000\";",
                "String secret = \"xxxxxxxxxxxxxxxxxxxxxxxx\";",
                "See https://github.com/owner/name and user@example.org",
                "long mask = 0x123456789ABCDEFL; // ghp_ is a prefix, AKIA too",
                "task-list risk-based disk-anthem",
                "monkey: \"a plain sentence with blanks\""
            })
    void what_codecs_and_their_logs_hold_is_no_secret(String text) {
        assertThat(scanner.scan(text)).isEmpty();
    }

    @Test
    void tables_of_random_numbers_are_no_secret() {
        Random random = new Random(7);
        StringBuilder table = new StringBuilder("static final int[] TABLE = {");
        for (int i = 0; i < 20_000; i++) {
            table.append(random.nextInt()).append(i % 16 == 0 ? ",\n" : ", ");
        }

        assertThat(scanner.scan(table.append("};").toString())).isEmpty();
    }

    @Test
    void a_secret_cut_into_literals_is_found_as_the_compiler_joins_it() {
        String token = "gh" + "p_" + letters(36);

        assertThat(scanner.scan("String t = \"gh\" + \"p_\"\n  + \"" + letters(36) + "\";"))
                .extracting(SecretFinding::rule)
                .contains("GitHub personal access token");
        assertThat(scanner.scan("// \\u0067" + token.substring(1))).isNotEmpty();
        assertThat(scanner.scan("\"\\147" + token.substring(1) + "\"")).isNotEmpty();
    }

    @Test
    void a_credential_in_use_is_found_in_every_encoding() {
        String value = "Correct-Horse/Battery+42";
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        SecretScanner knowing = new SecretScanner(() -> List.of(new Secret(value)));

        assertThat(List.of(
                        value,
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().withUpperCase().formatHex(bytes),
                        URLEncoder.encode(value, StandardCharsets.UTF_8),
                        base64("x-access-token:" + value),
                        base64("ab" + value + "tail"),
                        base64("a" + value),
                        base64(value),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .allSatisfy(form -> assertThat(knowing.scan("first\nsecond " + form + " end"))
                        .containsExactly(new SecretFinding("credential in use", 2)));
        assertThat(scanner.scan(value)).isEmpty();
    }

    @Test
    void a_credential_too_short_to_tell_from_chance_is_not_searched() {
        SecretScanner knowing = new SecretScanner(() -> List.of(new Secret("int"), new Secret("")));

        assertThat(knowing.scan("int i = 0;")).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_searched_too() {
        byte[] content = ("\u00ff\u0000" + "gh" + "p_" + letters(36)).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(scanner.scan(content)).isNotEmpty();
    }

    @Test
    void a_finding_does_not_show_the_secret() {
        String token = "gh" + "p_" + letters(36);

        assertThat(scanner.scan(token).toString())
                .contains("GitHub personal access token in line 1")
                .doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "://a:",
                "authorization: ",
                "eyJaaaaaaaaaaaa.",
                "-----BEGIN A",
                "\" + ",
                "\\u",
                "key  ",
                "aws key "
            })
    void hostile_repetition_takes_linear_time(String piece) {
        String text = piece.repeat(200_000 / piece.length()) + "private key";

        assertTimeout(Duration.ofSeconds(30), () -> scanner.scan(text));
    }

    private static String letters(int count) {
        return LETTERS.substring(0, count);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
