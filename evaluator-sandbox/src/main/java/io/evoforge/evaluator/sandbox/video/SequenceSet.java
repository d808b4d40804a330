package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.SequenceGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The sequences of an evaluator: those whose results the proposer sees, and those that only decide about adoption.
 *
 * @param training at least one
 * @param heldOut empty if nothing is to be adopted, such as for a single measurement
 */
public record SequenceSet(List<TestSequence> training, List<TestSequence> heldOut) {
    /** How many frames a sequence cut out of a longer video has at most. */
    static final int LONGEST_CUT = 30;

    /** How far into a video its held-out sequence may lie: far enough to differ, near enough to read quickly. */
    static final int FRAMES_LOOKED_AT = 300;

    public SequenceSet {
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
        if (training.isEmpty()) {
            throw new IllegalArgumentException("a sequence set needs at least 1 training sequence");
        }
        Set<String> names = new HashSet<>();
        for (SequenceGroup group : SequenceGroup.values()) {
            for (TestSequence sequence : group == SequenceGroup.TRAINING ? training : heldOut) {
                if (!names.add(sequence.info().name())) {
                    throw new IllegalArgumentException("two sequences are named '"
                            + sequence.info().name() + "'; every sequence needs a name of its own");
                }
            }
        }
    }

    /** The sequences of {@code group}. */
    public List<TestSequence> of(SequenceGroup group) {
        return group == SequenceGroup.TRAINING ? training : heldOut;
    }

    /**
     * Cuts each video into two: its first frames for training, its last for holding out. Each part has 2/5 of the
     * frames and at most {@value #LONGEST_CUT}; the frames between belong to neither.
     *
     * @param videos at least one, each with at least 10 frames
     * @throws io.evoforge.core.evaluation.EvaluatorException if one is too short to be cut
     */
    public static SequenceSet split(List<NamedVideo> videos) {
        return cut(videos.stream().map(VideoEnds::of).toList());
    }

    static SequenceSet cut(List<VideoEnds> videos) {
        return new SequenceSet(
                videos.stream().map(VideoEnds::training).toList(),
                videos.stream().map(VideoEnds::heldOut).toList());
    }

    /**
     * The same sequences, each cut out at a place, mirrored and begun as chance has it. They keep their names, and lose 16
     * columns and rows and 4 frames.
     *
     * @param seed the same seed gives the same sequences
     */
    public SequenceSet varied(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new SequenceSet(varied(training, random), varied(heldOut, random));
    }

    private static List<TestSequence> varied(List<TestSequence> sequences, SplittableRandom random) {
        return sequences.stream()
                .map(sequence -> TestSequence.of(
                        sequence.info().name(), Variation.of(random).of(sequence.video())))
                .toList();
    }
}
