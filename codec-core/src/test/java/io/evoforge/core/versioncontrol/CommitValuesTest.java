package io.evoforge.core.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitValuesTest {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-01-02T12:00:00+02:00");
    private static final Signature SOMEBODY = new Signature("Some Body", "some@example.org", NOON);
    private static final CommitId ID = new CommitId("0123456789abcdef0123456789abcdef01234567");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123",
                "0123456789ABCDEF0123456789abcdef01234567",
                "g123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef012345678",
                "0123456789abcdef0123456789abcdef01234567\n"
            })
    void a_commit_id_is_40_hexadecimal_digits(String hex) {
        assertThatThrownBy(() -> new CommitId(hex)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_commit_id_is_quoted_by_its_first_8_digits() {
        assertThat(ID.shortHex()).isEqualTo("01234567");
        assertThat(ID).hasToString("0123456789abcdef0123456789abcdef01234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a\n", "a\nauthor b", "a<b", "a>b", "a\0b", "a\u007f"})
    void a_name_cannot_break_out_of_its_line(String name) {
        assertThatThrownBy(() -> new Signature(name, "a@b", NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a@b\n", "a@b>", "<a@b", "a\0b", "a\tb"})
    void an_email_address_cannot_break_out_of_its_brackets(String email) {
        assertThatThrownBy(() -> new Signature("a", email, NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_have_at_most_200_characters_of_any_script() {
        assertThat(new Signature("\u5f20\u4f1f", "a@b", NOON).name()).isEqualTo("\u5f20\u4f1f");
        assertThat(new Signature("a".repeat(200), "b".repeat(200), NOON).name()).hasSize(200);
        assertThatThrownBy(() -> new Signature("a".repeat(201), "a@b", NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void git_keeps_whole_seconds_and_whole_minutes_from_1970_on() {
        Signature cut = new Signature("a", "a@b", NOON.plusNanos(999_999_999));

        assertThat(cut).isEqualTo(new Signature("a", "a@b", NOON));
        assertThatThrownBy(() -> new Signature("a", "a@b", NOON.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(3601))))
                .hasMessageContaining("whole minutes");
        assertThatThrownBy(() -> new Signature("a", "a@b", OffsetDateTime.parse("1969-12-31T23:59:59Z")))
                .hasMessageContaining("1970");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a:", "a\n", "\u00e9", "a_b"})
    void the_name_of_a_trailer_has_letters_digits_and_hyphens(String name) {
        assertThatThrownBy(() -> new Trailer(name, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nForged: yes", "a\r", "a\0", " a", "a ", "\u2003a"})
    void the_value_of_a_trailer_is_one_line_without_blanks_around_it(String value) {
        assertThatThrownBy(() -> new Trailer("A", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_a_trailer_writes_is_what_is_read() {
        Trailer trailer = new Trailer("Codec-Version", "7: of \u221e");

        assertThat(trailer.line()).isEqualTo("Codec-Version: 7: of \u221e");
        assertThat(Trailer.in("Title\n\n" + trailer.line())).containsExactly(trailer);
    }

    @Test
    void a_changeset_holds_a_copy_of_its_changes() {
        List<FileChange> changes = new ArrayList<>(List.of(put("a")));
        Changeset changeset = changeset("m", changes);

        changes.clear();

        assertThat(changeset.changes()).containsExactly(put("a"));
    }

    @Test
    void a_changeset_moved_to_another_base_is_otherwise_the_same() {
        Changeset changeset = changeset("m", List.of(put("a")));

        Changeset moved = changeset.on(ID);

        assertThat(changeset.base()).isNull();
        assertThat(moved.base()).isEqualTo(ID);
        assertThat(moved.on(null)).isEqualTo(changeset);
    }

    @Test
    void a_changeset_needs_changes_and_a_message() {
        assertThatThrownBy(() -> changeset("m", List.of())).hasMessageContaining("at least 1 change");
        assertThatThrownBy(() -> changeset(" \n", List.of(put("a")))).hasMessageContaining("message");
    }

    @Test
    void a_path_is_changed_once() {
        assertThatThrownBy(() -> changeset("m", List.of(put("a"), new FileChange.Delete(new RepositoryPath("a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a' is changed twice in one changeset");
    }

    @Test
    void a_file_cannot_be_put_where_a_directory_is_needed() {
        assertThatThrownBy(() -> changeset("m", List.of(put("a/b/c"), put("a/b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a/b' cannot be a file, because 'a/b/c' needs a directory of that name");
        assertThatThrownBy(() -> changeset("m", List.of(put("A"), put("a/b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_files_differ_in_more_than_upper_and_lower_case() {
        assertThatThrownBy(() -> changeset("m", List.of(put("a/B"), put("A/b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a/B' and 'A/b' differ in upper and lower case only; give one of them another name");
    }

    @Test
    void a_file_may_become_a_directory_or_change_its_case_by_a_delete() {
        FileChange.Delete delete = new FileChange.Delete(new RepositoryPath("a"));

        assertThat(changeset("m", List.of(delete, put("a/b"))).changes()).hasSize(2);
        assertThat(changeset("m", List.of(delete, put("A"))).changes()).hasSize(2);
        assertThat(changeset("m", List.of(put("ab"), put("a/b"), put("a/bc"))).changes())
                .hasSize(3);
    }

    @Test
    void content_is_copied_and_equal_by_its_bytes() {
        byte[] bytes = {1, 2, 3};
        FileContent content = FileContent.of(bytes);

        bytes[0] = 9;
        content.toByteArray()[1] = 9;

        assertThat(content)
                .isEqualTo(FileContent.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(FileContent.of(new byte[] {1, 2, 3}));
        assertThat(content).isNotEqualTo(FileContent.of(new byte[] {1, 2}));
        assertThat(content.size()).isEqualTo(3);
        assertThat(content).hasToString("FileContent[3 bytes]");
    }

    @Test
    void content_is_text_only_if_it_is_valid() {
        assertThat(FileContent.ofText("\u00e9\ud83d\ude00").asText()).contains("\u00e9\ud83d\ude00");
        assertThat(FileContent.of("\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                        .asText())
                .isEmpty();
        assertThat(FileContent.of(new byte[0]).asText()).contains("");
    }

    @Test
    void the_title_is_the_first_line() {
        assertThat(new CommitSummary(ID, "One\n\nTwo", SOMEBODY, SOMEBODY).title())
                .isEqualTo("One");
        assertThat(new CommitSummary(ID, "One", SOMEBODY, SOMEBODY).title()).isEqualTo("One");
    }

    @Test
    void every_case_of_a_change_has_its_function() {
        assertThat(put("a").<String>match(put -> "put", delete -> "delete")).isEqualTo("put");
        FileChange delete = new FileChange.Delete(new RepositoryPath("a"));
        assertThat(delete.<String>match(put -> "put", gone -> "delete")).isEqualTo("delete");
    }

    @Test
    void every_outcome_of_a_commit_has_its_function() {
        Rejection rejection = new Rejection(Rejection.Reason.OTHER, "because");

        assertThat(List.of(
                        new CommitOutcome.Committed(ID),
                        new CommitOutcome.Unchanged(ID),
                        new CommitOutcome.Conflict(null, Set.of()),
                        new CommitOutcome.Rejected(rejection)))
                .extracting(outcome -> outcome.<String>match(
                        committed -> "committed",
                        unchanged -> "unchanged",
                        conflict -> "conflict",
                        rejected -> "rejected"))
                .containsExactly("committed", "unchanged", "conflict", "rejected");
    }

    @Test
    void every_outcome_of_a_push_has_its_function() {
        Rejection rejection = new Rejection(Rejection.Reason.OTHER, "because");

        assertThat(List.of(
                        new PushOutcome.Pushed(ID, Map.of()),
                        new PushOutcome.UpToDate(null),
                        new PushOutcome.Conflict(ID, Set.of(new RepositoryPath("a"))),
                        new PushOutcome.Rejected(rejection)))
                .extracting(outcome -> outcome.<String>match(
                        pushed -> "pushed", upToDate -> "up to date", conflict -> "conflict", rejected -> "rejected"))
                .containsExactly("pushed", "up to date", "conflict", "rejected");
    }

    @Test
    void only_what_may_pass_by_itself_is_worth_another_try() {
        assertThat(VersionControlException.Reason.values())
                .filteredOn(reason -> new VersionControlException(reason, "m").isRetryable())
                .containsExactlyInAnyOrder(
                        VersionControlException.Reason.UNREACHABLE,
                        VersionControlException.Reason.RATE_LIMITED,
                        VersionControlException.Reason.CONTENDED,
                        VersionControlException.Reason.STORAGE);
    }

    private static FileChange put(String path) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText("x"), FileMode.KEEP);
    }

    private static Changeset changeset(String message, List<FileChange> changes) {
        @Nullable CommitId base = null;
        return new Changeset(new BranchName("main"), base, changes, message, SOMEBODY, SOMEBODY, null);
    }
}
