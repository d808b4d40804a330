package io.evoforge.core.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrailerTest {
    @Test
    void the_last_paragraph_is_read_when_every_line_is_a_trailer() {
        String message = "Title\n\nBody: not the last paragraph\n\nCodec-Version: 7\nSequences:  a b  \n\n";

        assertThat(Trailer.in(message))
                .containsExactly(new Trailer("Codec-Version", "7"), new Trailer("Sequences", "a b"));
    }

    @Test
    void windows_line_ends_are_read_too() {
        assertThat(Trailer.in("Title\r\n\r\nA: 1\r\nB: 2\r\n"))
                .containsExactly(new Trailer("A", "1"), new Trailer("B", "2"));
    }

    @Test
    void prose_in_the_last_paragraph_makes_it_no_trailer_block() {
        assertThat(Trailer.in("Title\n\nCodec-Version: 7\nand some prose")).isEmpty();
        assertThat(Trailer.in("Title\n\nCodec-Version: 7\n\nSigned off by nobody"))
                .isEmpty();
        assertThat(Trailer.in("Title\n\nCodec-Version:")).isEmpty();
        assertThat(Trailer.in("Title\n\nSee also: a name has no blank")).isEmpty();
    }

    @Test
    void people_below_a_squashed_commit_take_nothing_away_from_its_trailers() {
        String people = "Co-authored-by: Ada <ada@example.org>\nSigned-off-by: Grace <grace@example.org>";

        assertThat(Trailer.in("Title\n\nCodec-Version: 7\n\n" + people))
                .extracting(Trailer::name)
                .containsExactly("Codec-Version", "Co-authored-by", "Signed-off-by");
        assertThat(Trailer.in("Title\n\nProse\n\n" + people))
                .extracting(Trailer::name)
                .containsExactly("Co-authored-by", "Signed-off-by");
        assertThat(Trailer.in("Title\n\nCodec-Version: 7\n\nReviewed-by: Ada\n"))
                .containsExactly(new Trailer("Reviewed-by", "Ada"));
    }

    @Test
    void a_title_is_never_a_trailer() {
        assertThat(Trailer.in("Codec-Version: 7")).isEmpty();
        assertThat(Trailer.in("")).isEmpty();
    }

    @Test
    void a_line_of_a_hundred_thousand_blanks_is_read_in_linear_time() {
        assertThat(Trailer.in("Title\n\nA: " + " ".repeat(100_000) + "\u0001")).isEmpty();
    }
}
