package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.Sha256;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.util.List;

/**
 * What one round trip produced, to be compared with a second one.
 *
 * @param quality what the codec was asked for
 * @param bitstream digest of what the encoder returned
 * @param video digest of the frames that the decoder returned
 */
record Trace(int quality, Sha256 bitstream, Sha256 video) {
    /** Refuses a candidate if one of its second round trips on a sequence differs from the first. */
    static void requireSame(String sequence, List<Trace> first, List<Trace> second) throws CandidateFault {
        for (Trace again : second) {
            for (Trace before : first) {
                if (before.quality == again.quality) {
                    before.requireSame(sequence, again);
                }
            }
        }
    }

    private void requireSame(String sequence, Trace again) throws CandidateFault {
        String occasion = "at quality " + quality + " on sequence '" + sequence + "'";
        if (!bitstream.equals(again.bitstream)) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    "encode " + occasion + " returned other bytes in a second process; use no hash order, identity,"
                            + " randomness, time, or state kept between calls");
        }
        if (!video.equals(again.video)) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    "decode " + occasion + " returned other frames in a process that had decoded nothing before; every"
                            + " bitstream must be complete in itself, and decoding deterministic");
        }
    }
}
