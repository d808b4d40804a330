package io.evoforge.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCodeTest {
    /** From FIPS 180-2, appendix B.1. */
    private static final String DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void the_digest_is_sha_256_of_the_text_in_utf_8() {
        assertThat(Sha256.of("abc")).hasToString(DIGEST_OF_ABC);
        assertThat(Sha256.of(new byte[] {'a', 'b', 'c'}).hex()).isEqualTo(DIGEST_OF_ABC);
        assertThat(Sha256.of("\u00e9")).isEqualTo(Sha256.of(new byte[] {(byte) 0xc3, (byte) 0xa9}));
        assertThat(Sha256.of("abc").shortHex()).isEqualTo("ba7816bf8f01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba7816bf",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
            })
    void a_digest_has_64_lower_case_digits(String hex) {
        assertThatThrownBy(() -> new Sha256(hex)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_source_is_known_by_its_text() {
        SourceCode source = new SourceCode("abc");

        assertThat(source.text()).isEqualTo("abc");
        assertThat(source.sha256()).isEqualTo(new Sha256(DIGEST_OF_ABC));
        assertThat(source).isEqualTo(new SourceCode("abc")).hasSameHashCodeAs(new SourceCode("abc"));
        assertThat(source).isNotEqualTo(new SourceCode("abc\n"));
        assertThat(source).hasToString("SourceCode[ba7816bf8f01, 3 characters]");
    }
}
