package io.evoforge.evaluator.sandbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How candidates are measured, and what they may take.
 *
 * @param candidateClass binary name of the class that a candidate has to declare
 * @param qualities what the codec is asked for, rising, 0 to 100; at least 4, so that curves can be compared
 * @param heapMegabytes heap of a box; large sequences raise it by themselves, to eight times their size and 128 more
 * @param encodeLimitPerFrame how long coding may take for each frame of a sequence, on top of {@link #ALLOWANCE}
 * @param decodeLimitPerFrame how long rebuilding may take for each frame of a sequence, on top of {@link #ALLOWANCE}
 * @param compileLimit how long compiling may take
 * @param worstFrameDropDb how far the PSNR-Y of the worst frame may lie below the mean of its sequence, in dB
 * @param parallel how many sequences are worked on at once
 * @param sourceSharedBy between how many sequences the bytes of a candidate's compressed source are shared out, to be
 *     added to each bitstream; 0 counts no source
 */
public record SandboxSettings(
        String candidateClass,
        List<Integer> qualities,
        int heapMegabytes,
        Duration encodeLimitPerFrame,
        Duration decodeLimitPerFrame,
        Duration compileLimit,
        double worstFrameDropDb,
        int parallel,
        int sourceSharedBy) {
    // Before DEFAULT, whose constructor needs them.
    private static final int FEWEST_QUALITIES = 4;
    private static final Pattern CLASS_NAME = Pattern.compile("([a-z][a-zA-Z0-9_]*\\.)+[A-Z][a-zA-Z0-9_]*");

    /** What every request gets on top of the time for its frames: a new process runs slowly at first. */
    public static final Duration ALLOWANCE = Duration.ofSeconds(5);

    /** The class that the seed codec declares, qualities 20 to 80, and one sequence for each processor. */
    public static final SandboxSettings DEFAULT = new SandboxSettings(
            "io.evoforge.evolved.EvolvedCodec",
            List.of(20, 35, 50, 65, 80),
            256,
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            15,
            Runtime.getRuntime().availableProcessors(),
            0);

    public SandboxSettings {
        if (!CLASS_NAME.matcher(candidateClass).matches() || candidateClass.startsWith("java.")) {
            throw new IllegalArgumentException(
                    "the candidate's class needs a package and a name, such as 'io.evoforge.evolved.EvolvedCodec', but"
                            + " was '" + candidateClass + "'");
        }
        qualities = List.copyOf(qualities);
        if (qualities.size() < FEWEST_QUALITIES) {
            throw new IllegalArgumentException(
                    "curves need at least " + FEWEST_QUALITIES + " qualities but there are " + qualities.size());
        }
        Set<Integer> seen = new HashSet<>();
        int previous = -1;
        for (int quality : qualities) {
            if (quality <= previous || quality > 100 || !seen.add(quality)) {
                throw new IllegalArgumentException("qualities must rise, from 0 to 100, but were " + qualities);
            }
            previous = quality;
        }
        if (heapMegabytes < 64 || heapMegabytes > 16_384) {
            throw new IllegalArgumentException("the heap must be 64 to 16384 MB but was " + heapMegabytes);
        }
        requirePositive("time to encode a frame", encodeLimitPerFrame);
        requirePositive("time to decode a frame", decodeLimitPerFrame);
        requirePositive("time to compile", compileLimit);
        if (!(worstFrameDropDb > 0)) {
            throw new IllegalArgumentException("the worst frame's drop must be above 0 dB but was " + worstFrameDropDb);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("at least 1 sequence has to be worked on but it was " + parallel);
        }
        if (sourceSharedBy < 0) {
            throw new IllegalArgumentException(
                    "the source is shared by 0 or more sequences but it was " + sourceSharedBy);
        }
    }

    /** The same with other qualities. */
    public SandboxSettings withQualities(List<Integer> newQualities) {
        return new SandboxSettings(
                candidateClass,
                newQualities,
                heapMegabytes,
                encodeLimitPerFrame,
                decodeLimitPerFrame,
                compileLimit,
                worstFrameDropDb,
                parallel,
                sourceSharedBy);
    }

    /** The same with another time per frame, for coding and for rebuilding. */
    public SandboxSettings withLimitsPerFrame(Duration encode, Duration decode) {
        return new SandboxSettings(
                candidateClass,
                qualities,
                heapMegabytes,
                encode,
                decode,
                compileLimit,
                worstFrameDropDb,
                parallel,
                sourceSharedBy);
    }

    /** The same with another class to be declared. */
    public SandboxSettings withCandidateClass(String newCandidateClass) {
        return new SandboxSettings(
                newCandidateClass,
                qualities,
                heapMegabytes,
                encodeLimitPerFrame,
                decodeLimitPerFrame,
                compileLimit,
                worstFrameDropDb,
                parallel,
                sourceSharedBy);
    }

    /** The same with another number of sequences worked on at once. */
    public SandboxSettings withParallel(int newParallel) {
        return new SandboxSettings(
                candidateClass,
                qualities,
                heapMegabytes,
                encodeLimitPerFrame,
                decodeLimitPerFrame,
                compileLimit,
                worstFrameDropDb,
                newParallel,
                sourceSharedBy);
    }

    /** The same with the compressed source counted, shared out between so many sequences. */
    public SandboxSettings withSourceSharedBy(int sequences) {
        return new SandboxSettings(
                candidateClass,
                qualities,
                heapMegabytes,
                encodeLimitPerFrame,
                decodeLimitPerFrame,
                compileLimit,
                worstFrameDropDb,
                parallel,
                sequences);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " must be above 0 but was " + duration);
        }
    }
}
