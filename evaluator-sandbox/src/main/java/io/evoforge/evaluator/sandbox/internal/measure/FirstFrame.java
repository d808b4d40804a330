package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.metrics.Psnr;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CodecBox;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The cheapest look at what a candidate does: the first frame of a sequence, coded and rebuilt alone, once, at the middle
 * quality.
 *
 * <p>What it refuses the whole sequence would have refused too, or the gate would not have adopted, with three exceptions,
 * which are the risk that is taken. A candidate is lost that could be adopted, and
 *
 * <ul>
 *   <li>cannot code a sequence of one frame, although every codec has to;
 *   <li>takes longer for one frame than the limit for a quarter of the sequence, and less for each of the rest;
 *   <li>codes a frame alone worse than one grey would, or into more than its raw size and 64 KiB, and better among others.
 * </ul>
 */
final class FirstFrame {
    private static final int SHARE_OF_THE_TIME = 4;
    private static final int BESIDE_THE_RAW_FRAME = 65_536;

    /** Nearly black or white frames are close to one grey; nothing is asked beyond this. */
    private static final double HIGHEST_FLOOR_DB = 15;

    private final Rules rules;
    private final TestSequence sequence;
    private final TimingLane lane;

    FirstFrame(Rules rules, TestSequence sequence, TimingLane lane) {
        this.rules = rules;
        this.sequence = sequence;
        this.lane = lane;
    }

    /** Refuses a candidate that fails on it; the boxes go on to the whole sequence otherwise. */
    void require(CodecBox encoder, CodecBox decoder) throws CandidateFault {
        VideoSequence whole = sequence.video();
        VideoSequence alone =
                new VideoSequence(whole.frameRate(), List.of(whole.frames().get(0)));
        int quality = rules.qualities().get(rules.qualities().size() / 2);
        String occasion = "at quality " + quality + " on the first frame of sequence '"
                + sequence.info().name() + "' alone";
        int frames = whole.frames().size() / SHARE_OF_THE_TIME;
        byte[] bitstream = lane.besideOthers(() ->
                        encoder.encode(1, quality, Rules.longestBitstream(alone), rules.encodeLimit(frames), occasion))
                .value();
        VideoSequence decoded = lane.besideOthers(
                        () -> decoder.decode(bitstream, Wire.Shape.of(alone), rules.decodeLimit(frames), occasion))
                .value();
        requireSmall(bitstream, alone, occasion);
        requireLikeness(alone.frames().get(0).luma(), decoded.frames().get(0).luma(), occasion);
    }

    private static void requireSmall(byte[] bitstream, VideoSequence alone, String occasion) throws CandidateFault {
        if (bitstream.length > alone.rawBytes() + BESIDE_THE_RAW_FRAME) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    "encode " + occasion + " returned " + bitstream.length + " bytes where the raw frame has "
                            + alone.rawBytes() + "; a codec has to make video smaller");
        }
    }

    private static void requireLikeness(Plane source, Plane decoded, String occasion) throws CandidateFault {
        double floor = Math.min(HIGHEST_FLOOR_DB, Psnr.of(source, grey(source)));
        double psnr = Psnr.of(source, decoded);
        if (psnr < floor) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    String.format(
                            Locale.ROOT,
                            "decode %s returned a frame with a PSNR-Y of %.2f dB, where one grey has %.2f dB; encoder and"
                                    + " decoder do not fit together",
                            occasion,
                            psnr,
                            floor));
        }
    }

    /** The one grey that is closest to {@code plane}. */
    private static Plane grey(Plane plane) {
        byte[] samples = plane.toByteArray();
        long sum = 0;
        for (byte sample : samples) {
            sum += sample & 0xff;
        }
        Arrays.fill(samples, (byte) Math.round((double) sum / samples.length));
        return Plane.of(plane.width(), plane.height(), samples);
    }
}
