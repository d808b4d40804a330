package io.evoforge.evaluator.sandbox.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VariationTest {
    @Test
    void the_same_seed_gives_the_same_sequences_and_other_seeds_others() {
        SequenceSet sequences = new SequenceSet(
                List.of(TestSequence.of("a", video(96, 80, 20)), TestSequence.of("b", video(97, 81, 20))),
                List.of(TestSequence.of("c", video(96, 80, 14))));

        assertThat(sequences.varied(5)).isEqualTo(sequences.varied(5));
        assertThat(LongStream.range(0, 50).mapToObj(sequences::varied).distinct())
                .hasSizeGreaterThan(45);
    }

    @Test
    void size_and_length_do_not_depend_on_chance() {
        SequenceSet sequences = new SequenceSet(List.of(TestSequence.of("a", video(97, 81, 20))), List.of());

        assertThat(LongStream.range(0, 50)
                        .mapToObj(seed -> sequences.varied(seed).training().get(0)))
                .allSatisfy(varied -> {
                    assertThat(varied.info().name()).isEqualTo("a");
                    assertThat(varied.info().width()).isEqualTo(81);
                    assertThat(varied.info().height()).isEqualTo(65);
                    assertThat(varied.info().frames()).isEqualTo(16);
                });
    }

    @Test
    void every_sample_comes_from_where_the_variation_says() {
        VideoSequence video = video(96, 80, 20);

        VideoSequence varied = new Variation(6, 4, true, 3).of(video);

        Frame original = video.frames().get(3);
        Frame first = varied.frames().get(0);
        assertThat(first.luma().sample(0, 0)).isEqualTo(original.luma().sample(6 + 79, 4));
        assertThat(first.luma().sample(79, 63)).isEqualTo(original.luma().sample(6, 4 + 63));
        assertThat(first.cb().sample(0, 0)).isEqualTo(original.cb().sample(3 + 39, 2));
        assertThat(first.cr().sample(39, 31)).isEqualTo(original.cr().sample(3, 2 + 31));
    }

    @Test
    void small_and_short_sequences_are_not_cut() {
        VideoSequence varied = new Variation(6, 4, false, 3).of(video(48, 36, 4));

        assertThat(varied).isEqualTo(video(48, 36, 4));
    }

    private static VideoSequence video(int width, int height, int frames) {
        List<Frame> pictures = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            pictures.add(new Frame(
                    plane(width, height, i),
                    plane((width + 1) / 2, (height + 1) / 2, i + 50),
                    plane((width + 1) / 2, (height + 1) / 2, i + 90)));
        }
        return new VideoSequence(FrameRate.of(15), pictures);
    }

    private static Plane plane(int width, int height, int salt) {
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((i * 31 + salt * 17) ^ (i / width * 7));
        }
        return Plane.of(width, height, samples);
    }
}
