package io.evoforge.engine.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evoforge.core.source.SourceCode;
import org.junit.jupiter.api.Test;

class SourceLanguageTest {
    private static final SourceLanguage PYTHON = new SourceLanguage("Python");

    @Test
    void outside_of_java_indentation_and_double_slashes_are_part_of_the_program() {
        assertThat(PYTHON.canonical("if a:\n    b()\nc()\n"))
                .isNotEqualTo(PYTHON.canonical("if a:\n    b()\n    c()\n"));
        assertThat(PYTHON.canonical("x = a // b\n")).isNotEqualTo(PYTHON.canonical("x = a // c\n"));
        assertThat(PYTHON.canonical("x = 'a  b'\n")).isNotEqualTo(PYTHON.canonical("x = 'a b'\n"));
    }

    @Test
    void outside_of_java_empty_lines_and_blanks_at_the_end_of_a_line_are_not() {
        SourceCode one = new SourceCode("a()\n\nb()  \n");
        SourceCode other = new SourceCode("a()\nb()\n\n");

        assertThat(PYTHON.hash(one)).isEqualTo(PYTHON.hash(other));
    }

    @Test
    void in_java_comments_and_spacing_are_not_part_of_the_program() {
        SourceCode one = new SourceCode("class A { int a = 1; } // one\n");
        SourceCode other = new SourceCode("class A {\n    int a = 1;\n}\n");

        assertThat(SourceLanguage.JAVA.hash(one)).isEqualTo(SourceLanguage.JAVA.hash(other));
    }

    @Test
    void a_whole_file_is_taken_from_the_block_of_its_language() {
        SourceCode parent = new SourceCode("step = 4\n");
        ReplyParser parser = new ReplyParser(PYTHON);

        ParsedReply usable = parser.parse("Use a finer step\n\n```python\nstep = 2\n```\n", parent);
        ParsedReply other = parser.parse("Use a finer step\n\n```java\nstep = 2\n```\n", parent);
        ParsedReply same = parser.parse("Say it again\n\n```python\nstep = 4\n\n```\n", parent);

        assertThat(usable)
                .isInstanceOfSatisfying(
                        ParsedReply.Usable.class,
                        found -> assertThat(found.source().text()).isEqualTo("step = 2\n"));
        assertThat(other)
                .isInstanceOfSatisfying(
                        ParsedReply.Unusable.class,
                        found -> assertThat(found.reason())
                                .contains("Put the whole Python file into a block that begins with ```python"));
        assertThat(same)
                .isInstanceOfSatisfying(
                        ParsedReply.Unusable.class,
                        found -> assertThat(found.reason()).contains("does not change the program"));
    }

    @Test
    void a_name_that_could_end_a_fence_or_a_line_is_refused() {
        for (String name : new String[] {"", "Py thon", "Python\n", "`", "{{task}}", "-rf"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SourceLanguage(name));
        }
        assertThat(new SourceLanguage("C++").fence()).isEqualTo("c++");
    }
}
