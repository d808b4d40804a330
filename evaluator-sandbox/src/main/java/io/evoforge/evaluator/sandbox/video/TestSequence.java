package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.VideoSequence;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A piece of video to measure on, with its identity.
 *
 * @param info its name, shape and digest
 * @param video the frames
 */
public record TestSequence(SequenceInfo info, VideoSequence video) {
    /** Names {@code video} and computes its identity. */
    public static TestSequence of(String name, VideoSequence video) {
        return new TestSequence(
                new SequenceInfo(
                        name, video.width(), video.height(), video.frames().size(), video.frameRate(), digest(video)),
                video);
    }

    private static Sha256 digest(VideoSequence video) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
        }
        for (Frame frame : video.frames()) {
            digest.update(frame.luma().toByteArray());
            digest.update(frame.cb().toByteArray());
            digest.update(frame.cr().toByteArray());
        }
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }
}
