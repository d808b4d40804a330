package io.evoforge.engine.proposer;

import com.github.javaparser.Range;
import java.util.List;
import java.util.SplittableRandom;

/** A place in a source where something can be changed without a model. */
interface Mutation {
    /** How likely it is chosen, relative to others; above 0. */
    double weight();

    /** A change of this place; the same random numbers give the same change. */
    Change draw(SplittableRandom random);

    /**
     * A change of the text.
     *
     * @param summary what it does, in a few words
     * @param replacements what stands where from then on; they do not overlap
     */
    record Change(String summary, List<Replacement> replacements) {}

    /** New text in the place of {@code range}. */
    record Replacement(Range range, String text) {}
}
