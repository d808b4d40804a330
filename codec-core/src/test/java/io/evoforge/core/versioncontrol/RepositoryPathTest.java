package io.evoforge.core.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHANGELOG.md",
                "src/main/java/io/evoforge/evolved/EvolvedCodec.java",
                "src/agents/evolved_codec.py",
                ".gitignore",
                ".github/workflows/build.yml",
                "a-b/_c/d..e",
                "git/config",
                "console.log",
                "com10/lpt/nullable.txt"
            })
    void plain_names_are_paths(String value) {
        assertThat(new RepositoryPath(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "./a", "a/./b", "a.", "a./b", "a...",
                "a b", " a", "a ", "a\tb", "a\nb", "a\0b", "a\\b", "a:b", "C:/a", "a*", "a?", "a\"b", "a<b", "a|b",
                        "~/a",
                "-a", "a/-rf", "\u00e9", "a\u202eb", "a\u200cb", "\ud83d\ude00"
            })
    void anything_else_is_none(String value) {
        assertThatThrownBy(() -> new RepositoryPath(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git", ".git/config", ".git/hooks/pre-commit", "a/.git/config", ".GIT/config", ".gIt", "git~1",
                "GIT~1/config", "git~2", ".git.", ".git ", ".git/", ".git\\config", ".git::$INDEX_ALLOCATION/config",
                ".g\u200cit/config", "\u200c.git", ".git\u0131", ".g\u0130t"
            })
    void the_git_directory_cannot_be_named_in_any_disguise(String value) {
        assertThatThrownBy(() -> new RepositoryPath(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "NUL", "aux.java", "src/PRN", "com1", "COM9.txt", "lpt0/a", "nul.tar.gz"})
    void devices_of_windows_cannot_be_named(String value) {
        assertThatThrownBy(() -> new RepositoryPath(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device");
    }

    @Test
    void the_message_shows_no_control_character() {
        assertThatThrownBy(() -> new RepositoryPath("a\u001b[2J\n"))
                .hasMessageStartingWith("'a?[2J?' is no repository path");
    }

    @Test
    void length_and_depth_are_limited() {
        String longest = "a".repeat(200);
        String deepest = "a/".repeat(19) + "a";

        assertThat(new RepositoryPath(longest).value()).hasSize(200);
        assertThat(new RepositoryPath(deepest).value()).isEqualTo(deepest);
        assertThatThrownBy(() -> new RepositoryPath(longest + "a")).hasMessageContaining("201");
        assertThatThrownBy(() -> new RepositoryPath(deepest + "/a")).hasMessageContaining("21");
    }

    @Test
    void paths_are_ordered_as_text() {
        assertThat(new RepositoryPath("a/b")).isLessThan(new RepositoryPath("a/c"));
    }
}
