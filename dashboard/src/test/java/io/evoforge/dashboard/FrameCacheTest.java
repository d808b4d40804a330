package io.evoforge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FrameCacheTest {
    private static final SourceCode FIRST = new SourceCode("class First {}");
    private static final SourceCode SECOND = new SourceCode("class Second {}");

    @Test
    void what_was_looked_at_is_not_coded_again() {
        StagedFrames codec = new StagedFrames();
        FrameCache cache = new FrameCache(codec, 10_000_000);

        cache.frames(FIRST, SequenceGroup.TRAINING, "meadow");
        cache.frames(SECOND, SequenceGroup.TRAINING, "meadow");
        cache.frames(FIRST, SequenceGroup.TRAINING, "meadow");

        assertThat(codec.calls()).isEqualTo(2);
    }

    @Test
    void memory_is_bounded_and_the_oldest_is_dropped() {
        StagedFrames codec = new StagedFrames();
        FrameCache cache = new FrameCache(codec, 1);

        cache.frames(FIRST, SequenceGroup.TRAINING, "meadow");
        cache.frames(FIRST, SequenceGroup.TRAINING, "meadow");
        cache.frames(SECOND, SequenceGroup.TRAINING, "meadow");
        cache.frames(FIRST, SequenceGroup.TRAINING, "meadow");

        assertThat(codec.calls()).isEqualTo(3);
    }

    @Test
    void a_second_codec_is_not_started_while_one_works() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FrameCache cache = new FrameCache(
                (source, group, sequence) -> {
                    begun.countDown();
                    awaited(goOn);
                    return new StagedFrames().code(source, group, sequence);
                },
                10_000_000);
        Thread slow = new Thread(() -> cache.frames(FIRST, SequenceGroup.TRAINING, "meadow"));
        slow.start();
        begun.await();

        assertThatThrownBy(() -> cache.frames(SECOND, SequenceGroup.TRAINING, "meadow"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Try again in a moment");

        goOn.countDown();
        slow.join();
        assertThat(cache.frames(SECOND, SequenceGroup.TRAINING, "meadow")).hasSize(9);
    }

    @Test
    void a_codec_that_fails_and_a_sequence_that_is_not_there_say_so() {
        FrameCache cache = new FrameCache(new StagedFrames(), 10_000_000);

        for (String sequence : List.of("broken", "nowhere")) {
            assertThatThrownBy(() -> cache.frames(FIRST, SequenceGroup.TRAINING, sequence))
                    .isInstanceOf(Refused.class);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
