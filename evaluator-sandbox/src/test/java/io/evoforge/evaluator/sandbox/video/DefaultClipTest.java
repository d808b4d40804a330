package io.evoforge.evaluator.sandbox.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import org.junit.jupiter.api.Test;

class DefaultClipTest {
    /** Digests of the same frames as ffmpeg 5.1 decodes them, cropped to rows 30 to 209. */
    private static final String BBB_A = "86f22eff5f5bbdee08997fa615464ae1ad03bb4aad111e1a9cd2647c3b245add";

    private static final String BBB_B = "3c7fd0acc48ea788eb2e41cf0e79ec6f2542edad4010ba93593c205bc466f332";
    private static final String BBB_C = "ffcaa4181f0956c85c544b275d2f088ed0b39cdfeed5d17a3a6d1b9b2e4bb3a6";

    @Test
    void the_three_sequences_are_bit_exact() {
        SequenceSet set = DefaultClip.load();

        assertThat(set.training())
                .extracting(TestSequence::info)
                .containsExactly(info("bbb-a", BBB_A), info("bbb-b", BBB_B));
        assertThat(set.heldOut()).extracting(TestSequence::info).containsExactly(info("bbb-c", BBB_C));
    }

    private static SequenceInfo info(String name, String sha256) {
        return new SequenceInfo(name, 320, 180, 30, FrameRate.of(15), new Sha256(sha256));
    }
}
