package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.VideoSequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a video is cut into sequences from: its first frames and its last. What lies between is read and not kept, since videos
 * of ordinary size would fill the memory.
 *
 * @param name for reports
 * @param frameRate of the video
 * @param first as many frames as a sequence has at most, or all there are
 * @param last the same from the end
 * @param frames how many were read
 */
record VideoEnds(String name, FrameRate frameRate, List<Frame> first, List<Frame> last, int frames) {
    private static final int FEWEST_TO_SPLIT = 10;

    VideoEnds {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    /** Reads on until {@code maxFrames} or the end. */
    static VideoEnds read(String name, Y4mReader reader, int maxFrames) {
        List<Frame> first = new ArrayList<>();
        Deque<Frame> last = new ArrayDeque<>();
        int frames = reader.forEachFrame(maxFrames, frame -> {
            if (first.size() < SequenceSet.LONGEST_CUT) {
                first.add(frame);
            }
            last.add(frame);
            if (last.size() > SequenceSet.LONGEST_CUT) {
                last.remove();
            }
        });
        return new VideoEnds(name, reader.frameRate(), first, List.copyOf(last), frames);
    }

    static VideoEnds of(NamedVideo named) {
        List<Frame> all = named.video().frames();
        int kept = Math.min(SequenceSet.LONGEST_CUT, all.size());
        return new VideoEnds(
                named.name(),
                named.video().frameRate(),
                all.subList(0, kept),
                all.subList(all.size() - kept, all.size()),
                all.size());
    }

    TestSequence training() {
        return TestSequence.of(name + "-training", new VideoSequence(frameRate, first.subList(0, length())));
    }

    TestSequence heldOut() {
        return TestSequence.of(
                name + "-held-out", new VideoSequence(frameRate, last.subList(last.size() - length(), last.size())));
    }

    private int length() {
        if (frames < FEWEST_TO_SPLIT) {
            throw VideoFaults.unreadable(
                    name,
                    "it has " + frames + (frames == 1 ? " frame" : " frames") + ", too few to cut it into a"
                            + " training and a held-out sequence",
                    "Give a clip of at least " + FEWEST_TO_SPLIT + " frames; 150 or more are better");
        }
        return Math.min(SequenceSet.LONGEST_CUT, frames * 2 / 5);
    }
}
