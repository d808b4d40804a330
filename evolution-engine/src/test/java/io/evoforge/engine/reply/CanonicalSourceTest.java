package io.evoforge.engine.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalSourceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int a = 1;            | int  a=1 ; // comment",
                "if (a) { b(); }       | if(a){b();}",
                "f(a, /* x */ b)       | f( a,b )",
                "return -a;            | return /* minus */ - a;",
            })
    void spacing_and_comments_make_no_difference(String one, String other) {
        assertThat(CanonicalSource.of(one)).isEqualTo(CanonicalSource.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int a = 1;        | int a = 2;",
                "inta = 1;         | int a = 1;",
                "a + +b            | a ++ b",
                "s = \"a  b\";     | s = \"a b\";",
                "s = \"// x\";     | s = \"\";",
                "s = \"\\\"//x\"; | s = \"\\\"\";",
                "c = '\"'; // x\"  | c = '\"'; x",
                "a / *b            | a",
            })
    void another_program_stays_another_program(String one, String other) {
        assertThat(CanonicalSource.of(one)).isNotEqualTo(CanonicalSource.of(other));
    }

    @Test
    void a_text_block_is_kept_as_it_is() {
        String block = "String s = \"\"\"\n    a \"quoted\"  word // no comment\n    \"\"\";";

        assertThat(CanonicalSource.of(block)).contains("\n    a \"quoted\"  word // no comment\n");
    }

    @Test
    void an_unfinished_text_does_not_disturb() {
        assertThat(CanonicalSource.of("int a; /* no end")).isEqualTo("int a;");
        assertThat(CanonicalSource.of("String a = \"no end")).isEqualTo("String a=\"no end");
        assertThat(CanonicalSource.of("char c = '\\")).isEqualTo("char c='\\");
    }
}
