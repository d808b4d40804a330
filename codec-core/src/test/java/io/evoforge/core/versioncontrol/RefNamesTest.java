package io.evoforge.core.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"main", "evolution/v7", "a.b", "a-b_c", "feature/#12", "a@b", "v1.0", "{a}", "refs"})
    void names_that_git_takes_are_taken(String value) {
        assertThat(new BranchName(value)).hasToString(value);
        assertThat(new BranchName(value).ref()).isEqualTo("refs/heads/" + value);
        assertThat(new TagName(value)).hasToString(value);
        assertThat(new TagName(value).ref()).isEqualTo("refs/tags/" + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "--force",
                "a b",
                "a..b",
                "a.",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a//b",
                "/a",
                "a/",
                "@",
                "a@{1}",
                "a~1",
                "a^",
                "a:b",
                "+a:b",
                "a?",
                "a*",
                "[a",
                "a\\b",
                "a\nb",
                "a\0",
                "a\u007f",
                "\u00e9"
            })
    void names_that_git_refuses_or_mistakes_are_refused(String value) {
        assertThatThrownBy(() -> new BranchName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot name a branch");
        assertThatThrownBy(() -> new TagName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot name a tag");
    }

    @Test
    void head_is_no_branch() {
        assertThatThrownBy(() -> new BranchName("HEAD")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new BranchName("HEADS").value()).isEqualTo("HEADS");
    }

    @Test
    void a_name_has_at_most_200_characters() {
        assertThat(new BranchName("a".repeat(200)).value()).hasSize(200);
        assertThatThrownBy(() -> new BranchName("a".repeat(201))).hasMessageContaining("1 to 200 characters");
    }

    @Test
    void the_message_shows_no_control_character() {
        assertThatThrownBy(() -> new BranchName("a\u001b[2J")).hasMessageStartingWith("'a?[2J' cannot name a branch");
    }
}
