package io.evoforge.dashboard;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.dashboard.port.FrameLook.CodedFrame;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames that were looked at lately. One codec works at a time, because looking must not slow down a run. */
final class FrameCache {
    private static final Logger LOG = LoggerFactory.getLogger(FrameCache.class);

    private final FrameLook look;
    private final long mostBytes;
    private final Semaphore working = new Semaphore(1);
    private final Map<Key, List<CodedFrame>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(Sha256 source, SequenceGroup group, String sequence) {}

    /** Keeps frames of about {@code mostBytes} in memory, and at least those that were asked for last. */
    FrameCache(FrameLook look, long mostBytes) {
        this.look = look;
        this.mostBytes = mostBytes;
    }

    /**
     * A few frames of the sequence, as {@code source} codes it. Takes as long as a measurement the first time.
     *
     * @throws Refused if that cannot be done, or another codec is at work
     */
    List<CodedFrame> frames(SourceCode source, SequenceGroup group, String sequence) {
        Key key = new Key(source.sha256(), group, sequence);
        List<CodedFrame> found = find(key);
        if (found != null) {
            return found;
        }
        if (!working.tryAcquire()) {
            throw new Refused(429, "Another sequence is being coded to be looked at. Try again in a moment.");
        }
        try {
            found = find(key);
            return found != null ? found : keep(key, coded(source, group, sequence));
        } finally {
            working.release();
        }
    }

    private List<CodedFrame> coded(SourceCode source, SequenceGroup group, String sequence) {
        List<CodedFrame> frames;
        try {
            frames = look.code(source, group, sequence);
        } catch (RuntimeException e) {
            LOG.warn("a sequence cannot be coded to be looked at", e);
            throw new Refused(409, String.valueOf(e.getMessage()));
        }
        if (frames.isEmpty()) {
            throw new Refused(404, "There is no sequence of this name here. The run may have used other videos.");
        }
        return frames;
    }

    private synchronized @Nullable List<CodedFrame> find(Key key) {
        return kept.get(key);
    }

    private synchronized List<CodedFrame> keep(Key key, List<CodedFrame> frames) {
        List<CodedFrame> copy = List.copyOf(frames);
        kept.put(key, copy);
        long bytes = kept.values().stream().mapToLong(FrameCache::bytes).sum();
        Iterator<List<CodedFrame>> oldest = kept.values().iterator();
        while (bytes > mostBytes && kept.size() > 1) {
            bytes -= bytes(oldest.next());
            oldest.remove();
        }
        return copy;
    }

    private static long bytes(List<CodedFrame> frames) {
        return frames.stream()
                .mapToLong(one -> bytes(one.original()) + bytes(one.decoded()))
                .sum();
    }

    private static long bytes(Frame frame) {
        return (long) frame.width() * frame.height() * 3 / 2;
    }
}
