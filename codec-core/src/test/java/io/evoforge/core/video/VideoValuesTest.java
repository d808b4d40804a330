package io.evoforge.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoValuesTest {
    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,1", "-25,-1"})
    void a_frame_rate_has_two_positive_numbers(int numerator, int denominator) {
        assertThatThrownBy(() -> new FrameRate(numerator, denominator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(numerator + "/" + denominator);
    }

    @Test
    void a_frame_rate_is_an_exact_fraction() {
        FrameRate ntsc = new FrameRate(30_000, 1001);

        assertThat(ntsc.framesPerSecond()).isCloseTo(29.97, within(0.001));
        assertThat(ntsc).hasToString("30000/1001");
        assertThat(FrameRate.of(25)).hasToString("25");
    }

    @Test
    void a_plane_is_its_own_copy_of_the_samples() {
        byte[] samples = {0, 1, (byte) 128, (byte) 255, 4, 5};
        Plane plane = Plane.of(3, 2, samples);

        samples[0] = 99;
        plane.toByteArray()[1] = 99;

        assertThat(plane.toByteArray()).containsExactly(0, 1, 128, 255, 4, 5);
        assertThat(plane.sample(2, 0)).isEqualTo(128);
        assertThat(plane.sample(0, 1)).isEqualTo(255);
        assertThat(plane.width()).isEqualTo(3);
        assertThat(plane.height()).isEqualTo(2);
        assertThat(plane).hasToString("Plane[3 x 2]");
    }

    @Test
    void a_row_is_copied_to_where_it_is_wanted() {
        Plane plane = Plane.of(2, 2, new byte[] {1, 2, 3, 4});
        byte[] target = new byte[4];

        plane.copyRow(1, target, 1);

        assertThat(target).containsExactly(0, 3, 4, 0);
    }

    @Test
    void a_sample_or_row_outside_does_not_exist() {
        Plane plane = Plane.of(2, 3, new byte[6]);

        assertThatThrownBy(() -> plane.sample(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.sample(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.sample(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.copyRow(3, new byte[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.copyRow(-1, new byte[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        // 2 * 2^31 wraps round to row 0
        assertThatThrownBy(() -> plane.copyRow(Integer.MIN_VALUE, new byte[2], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> plane.copyRow(0, new byte[2], 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,5,0", "5,0,0", "-1,-1,1", "2,2,3", "2,2,5", "65536,65536,0"})
    void a_plane_has_width_times_height_samples(int width, int height, int samples) {
        assertThatThrownBy(() -> Plane.of(width, height, new byte[samples]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void planes_are_equal_by_size_and_samples() {
        Plane plane = Plane.of(2, 3, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(plane)
                .isEqualTo(Plane.of(2, 3, new byte[] {1, 2, 3, 4, 5, 6}))
                .hasSameHashCodeAs(Plane.of(2, 3, new byte[] {1, 2, 3, 4, 5, 6}))
                .isNotEqualTo(Plane.of(3, 2, new byte[] {1, 2, 3, 4, 5, 6}))
                .isNotEqualTo(Plane.of(2, 3, new byte[6]));
    }

    @Test
    void chroma_has_half_the_size_rounded_up() {
        Frame odd = new Frame(plane(35, 17), plane(18, 9), plane(18, 9));

        assertThat(odd.width()).isEqualTo(35);
        assertThat(odd.height()).isEqualTo(17);
        assertThatThrownBy(() -> new Frame(plane(35, 17), plane(17, 9), plane(18, 9)))
                .hasMessage("cb must be 18 x 9 but was 17 x 9");
        assertThatThrownBy(() -> new Frame(plane(35, 17), plane(18, 9), plane(18, 8)))
                .hasMessage("cr must be 18 x 9 but was 18 x 8");
    }

    @Test
    void a_sequence_has_frames_of_one_size() {
        assertThatThrownBy(() -> new VideoSequence(FrameRate.of(25), List.of()))
                .hasMessage("a sequence needs at least 1 frame");
        assertThatThrownBy(() -> new VideoSequence(FrameRate.of(25), List.of(frame(4, 4), frame(4, 6))))
                .hasMessage("frame 1 is 4 x 6 but the sequence is 4 x 4");
        assertThatThrownBy(() -> new VideoSequence(FrameRate.of(25), List.of(frame(4, 4), frame(6, 4))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_sequence_knows_its_size_and_time() {
        List<Frame> frames = new ArrayList<>(List.of(frame(5, 3), frame(5, 3), frame(5, 3)));
        VideoSequence sequence = new VideoSequence(FrameRate.of(2), frames);

        frames.clear();

        assertThat(sequence.frames()).hasSize(3);
        assertThat(sequence.width()).isEqualTo(5);
        assertThat(sequence.height()).isEqualTo(3);
        assertThat(sequence.seconds()).isEqualTo(1.5);
        assertThat(sequence.rawBytes()).isEqualTo((15 + 2 * 6) * 3);
    }

    private static Frame frame(int width, int height) {
        Plane chroma = plane((width + 1) / 2, (height + 1) / 2);
        return new Frame(plane(width, height), chroma, chroma);
    }

    private static Plane plane(int width, int height) {
        return Plane.of(width, height, new byte[width * height]);
    }
}
