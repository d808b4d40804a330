package io.evoforge.core.video;

/**
 * One picture in 8-bit 4:2:0: a luma plane and two chroma planes of half its width and height, rounded up.
 *
 * @param luma brightness (Y)
 * @param cb blue difference (Cb, U)
 * @param cr red difference (Cr, V)
 */
public record Frame(Plane luma, Plane cb, Plane cr) {
    public Frame {
        int chromaWidth = (luma.width() + 1) / 2;
        int chromaHeight = (luma.height() + 1) / 2;
        requireSize("cb", cb, chromaWidth, chromaHeight);
        requireSize("cr", cr, chromaWidth, chromaHeight);
    }

    /** Luma samples in a row. */
    public int width() {
        return luma.width();
    }

    /** Luma rows. */
    public int height() {
        return luma.height();
    }

    private static void requireSize(String name, Plane plane, int width, int height) {
        if (plane.width() != width || plane.height() != height) {
            throw new IllegalArgumentException(
                    name + " must be " + width + " x " + height + " but was " + plane.width() + " x " + plane.height());
        }
    }
}
