package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceQualityTest {
    private static final Frame BLACK = frame(Planes.flat(16, 16, 0));
    private static final double ONE_OFF = 20 * Math.log10(255);

    @Test
    void the_mean_is_over_frames_and_the_pooled_value_over_samples() {
        VideoSequence reference = sequence(BLACK, BLACK);
        VideoSequence other = sequence(frame(Planes.flat(16, 16, 1)), frame(Planes.flat(16, 16, 10)));

        PlaneQuality luma = SequenceQuality.between(reference, other).luma();

        // squared errors 1 and 100: 48.13 dB and 28.13 dB
        assertThat(luma.psnrDb()).isCloseTo(ONE_OFF - 10, within(1e-9));
        assertThat(luma.pooledPsnrDb()).isCloseTo(ONE_OFF - 10 * Math.log10(50.5), within(1e-9));
        assertThat(luma.worstFrame()).isEqualTo(1);
        assertThat(luma.worstFramePsnrDb()).isCloseTo(ONE_OFF - 20, within(1e-9));
    }

    @Test
    void each_component_is_measured_by_itself() {
        Frame reference = Planes.frame(48, 32, 1);
        Frame other =
                new Frame(reference.luma(), Planes.noisy(reference.cb(), 3, 2), Planes.noisy(reference.cr(), 9, 3));

        SequenceQuality quality = SequenceQuality.between(sequence(reference), sequence(other));

        assertThat(quality.luma().ssim()).isEqualTo(1);
        assertThat(quality.cb().psnrDb()).isEqualTo(Psnr.of(reference.cb(), other.cb()));
        assertThat(quality.cb().ssim()).isEqualTo(Ssim.of(reference.cb(), other.cb()));
        assertThat(quality.cr().psnrDb()).isEqualTo(Psnr.of(reference.cr(), other.cr()));
        assertThat(quality.cr().ssim()).isEqualTo(Ssim.of(reference.cr(), other.cr()));
    }

    @Test
    void ssim_is_the_mean_over_frames() {
        Frame one = Planes.frame(32, 32, 1);
        Frame two = Planes.frame(32, 32, 9);
        VideoSequence reference = sequence(one, two);
        VideoSequence other = sequence(two, two);

        double ssim = SequenceQuality.between(reference, other).luma().ssim();

        assertThat(ssim).isCloseTo((Ssim.of(one.luma(), two.luma()) + 1) / 2, within(1e-12));
    }

    @Test
    void a_frame_without_loss_counts_for_no_more_than_the_limit() {
        VideoSequence reference = sequence(BLACK, BLACK);
        VideoSequence other = sequence(BLACK, frame(Planes.flat(16, 16, 10)));

        PlaneQuality luma = SequenceQuality.between(reference, other).luma();

        assertThat(luma.psnrDb()).isCloseTo((60 + ONE_OFF - 20) / 2, within(1e-9));
    }

    @Test
    void identical_sequences_have_finite_values() {
        SequenceQuality quality = SequenceQuality.between(sequence(BLACK, BLACK), sequence(BLACK, BLACK));

        assertThat(quality.luma()).isEqualTo(new PlaneQuality(60, 100, 0, 100, 1));
        assertThat(quality.cb()).isEqualTo(quality.luma());
        assertThat(quality.cr()).isEqualTo(quality.luma());
    }

    @Test
    void sequences_of_different_length_are_refused() {
        assertThatThrownBy(() -> SequenceQuality.between(sequence(BLACK, BLACK), sequence(BLACK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only sequences of one length can be compared but the reference has 2 frames and the"
                        + " other 1");
    }

    @Test
    void sequences_of_different_size_are_refused() {
        VideoSequence other = sequence(frame(Planes.flat(16, 18, 0)));

        assertThatThrownBy(() -> SequenceQuality.between(sequence(BLACK), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 x 16")
                .hasMessageContaining("16 x 18");
    }

    private static VideoSequence sequence(Frame... frames) {
        return new VideoSequence(FrameRate.of(25), List.of(frames));
    }

    private static Frame frame(Plane luma) {
        Plane chroma = Planes.flat((luma.width() + 1) / 2, (luma.height() + 1) / 2, 128);
        return new Frame(luma, chroma, chroma);
    }
}
