package io.evoforge.dashboard.port;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import java.util.List;

/** Lets a codec code a sequence once more, so that people can look at what it does. Safe for use by several threads. */
@FunctionalInterface
public interface FrameLook {
    /**
     * A frame before and after.
     *
     * @param quality it was coded at, from 0 to 100
     * @param number of the frame in the sequence, from 0
     * @param original as it was
     * @param decoded as it came back; of the same size
     */
    record CodedFrame(int quality, int number, Frame original, Frame decoded) {}

    /**
     * Codes a sequence at every quality, which takes as long as a measurement, and picks a few frames out.
     *
     * @param sequence its name
     * @throws RuntimeException with a message for a person if the source cannot be run here, or there is no such sequence
     */
    List<CodedFrame> code(SourceCode source, SequenceGroup group, String sequence);
}
