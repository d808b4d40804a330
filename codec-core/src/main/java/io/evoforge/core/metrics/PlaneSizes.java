package io.evoforge.core.metrics;

import io.evoforge.core.video.Plane;

/** The one condition that all comparisons of planes share. */
final class PlaneSizes {
    private PlaneSizes() {}

    static void requireEqual(Plane reference, Plane other) {
        if (reference.width() != other.width() || reference.height() != other.height()) {
            throw new IllegalArgumentException("only planes of one size can be compared but the reference is "
                    + reference.width() + " x " + reference.height() + " and the other " + other.width() + " x "
                    + other.height());
        }
    }
}
