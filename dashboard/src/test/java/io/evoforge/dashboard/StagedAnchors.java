package io.evoforge.dashboard;

import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import io.evoforge.dashboard.port.AnchorShelf;
import java.util.List;

/** An established codec that did the same on every sequence. */
final class StagedAnchors {
    static final AnchorShelf ONE = sequence -> List.of(new AnchorShelf.Measured(
            "H.264 (x264 medium)",
            new RateDistortionCurve(List.of(point(0.1, 32), point(0.2, 36), point(0.4, 40), point(9, 50)))));

    private StagedAnchors() {}

    private static RateDistortionPoint point(double megabitsPerSecond, double psnrDb) {
        return new RateDistortionPoint(new Bitrate(megabitsPerSecond * 1e6), psnrDb);
    }
}
