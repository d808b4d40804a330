package io.evoforge.dashboard.port;

import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.RateDistortionCurve;
import java.util.List;

/** What established codecs did on the sequences, to compare with. Safe for use by several threads. */
@FunctionalInterface
public interface AnchorShelf {
    /** Nothing to compare with. */
    AnchorShelf EMPTY = sequence -> List.of();

    /**
     * What one codec did.
     *
     * @param title of the codec
     * @param curve bitrate over PSNR-Y
     */
    record Measured(String title, RateDistortionCurve curve) {}

    /** What is known about {@code sequence}; nothing if nobody measured it. */
    List<Measured> of(SequenceInfo sequence);
}
