package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing proves something only if it finds what is there. */
class CanarySearchTest {
    private static final String TOKEN = FixedCredentials.TOKEN;

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "me", "evo-bot:", "x-access-token:"})
    void a_token_in_base_64_is_found_wherever_it_begins(String before) {
        byte[] header = (before + TOKEN + " and more").getBytes(StandardCharsets.UTF_8);
        String text = "Authorization: Basic " + Base64.getEncoder().encodeToString(header);

        assertThatThrownBy(() -> new CanarySearch(TOKEN).assertAbsentIn("it", text))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_token_in_another_character_set_is_found(String charset) throws Exception {
        String text = new String(("a token: " + TOKEN).getBytes(charset), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> new CanarySearch(TOKEN).assertAbsentIn("it", text))
                .isInstanceOf(AssertionError.class);
    }
}
