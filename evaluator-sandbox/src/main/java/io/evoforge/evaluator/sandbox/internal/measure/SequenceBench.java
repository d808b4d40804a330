package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.SequenceQuality;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CodecBox;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Timed;
import io.evoforge.evaluator.sandbox.metrics.DecodedVideoListener;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Runs one candidate on one sequence. Encoder and decoder sit in different boxes, and only the bitstream goes from one to
 * the other; every number comes from bytes that they returned.
 */
final class SequenceBench {
    private final Rules rules;
    private final CompiledClasses candidate;
    private final TestSequence sequence;
    private final VideoSequence video;
    private final Supplier<CodecBox> boxes;
    private final TimingLane lane;

    /** @param boxes gives a fresh box at every call */
    SequenceBench(
            Rules rules, CompiledClasses candidate, TestSequence sequence, Supplier<CodecBox> boxes, TimingLane lane) {
        this.rules = rules;
        this.lane = lane;
        this.candidate = candidate;
        this.sequence = sequence;
        this.video = sequence.video();
        this.boxes = boxes;
    }

    /**
     * The measurement, and what it was made from.
     *
     * @param evaluation a point for each quality
     * @param traces what each round trip produced
     */
    record Measured(SequenceEvaluation evaluation, List<Trace> traces) {
        Measured {
            traces = List.copyOf(traces);
        }
    }

    /**
     * Codes and rebuilds the sequence at every quality, in rising order, and stops at the first fault.
     *
     * @param firstFrame whether the first frame of a long sequence is tried alone before
     * @param timesAlone whether nothing else may run in a box meanwhile
     * @param sourceBytes what the source adds to every bitstream
     * @param listener sees every decoded sequence
     */
    Measured measure(boolean firstFrame, boolean timesAlone, int sourceBytes, DecodedVideoListener listener)
            throws CandidateFault {
        List<QualityPoint> points = new ArrayList<>();
        List<Trace> traces = new ArrayList<>();
        try (CodecBox encoder = encoder();
                CodecBox decoder = decoder()) {
            if (firstFrame && video.frames().size() >= rules.firstFrameFrom()) {
                new FirstFrame(rules, sequence, lane).require(encoder, decoder);
            }
            for (int quality : rules.qualities()) {
                Timed<byte[]> coded = inLane(timesAlone, () -> encode(encoder, quality));
                Timed<VideoSequence> decoded = inLane(timesAlone, () -> decode(decoder, coded.value(), quality));
                QualityPoint point = point(quality, coded, decoded, sourceBytes);
                requireEvenFrames(point);
                if (!points.isEmpty()) {
                    requireRising(points.get(points.size() - 1), point);
                }
                points.add(point);
                listener.decoded(sequence, quality, decoded.value());
                traces.add(trace(quality, coded.value(), decoded.value()));
            }
        }
        return new Measured(new SequenceEvaluation(sequence.info(), points), traces);
    }

    /**
     * Does it again in other processes. Each bitstream is rebuilt in a box that has seen no other, so that none can lean
     * on another.
     *
     * @param qualities in the order to be used
     */
    List<Trace> repeat(List<Integer> qualities) throws CandidateFault {
        List<Trace> traces = new ArrayList<>();
        try (CodecBox encoder = encoder()) {
            for (int quality : qualities) {
                byte[] bitstream =
                        lane.besideOthers(() -> encode(encoder, quality)).value();
                try (CodecBox decoder = decoder()) {
                    VideoSequence decoded = lane.besideOthers(() -> decode(decoder, bitstream, quality))
                            .value();
                    traces.add(trace(quality, bitstream, decoded));
                }
            }
        }
        return traces;
    }

    private CodecBox encoder() throws CandidateFault {
        CodecBox box = boxes.get();
        box.source(video);
        return loaded(box, Refusal.Stage.ENCODE);
    }

    private CodecBox decoder() throws CandidateFault {
        return loaded(boxes.get(), Refusal.Stage.DECODE);
    }

    /** Starting a box is no work of the candidate; loading it runs the candidate's static initialisers. */
    private CodecBox loaded(CodecBox box, Refusal.Stage stage) throws CandidateFault {
        return lane.besideOthers(() -> {
            box.load(candidate, stage);
            return box;
        });
    }

    private <T> T inLane(boolean alone, TimingLane.Work<T> work) throws CandidateFault {
        return alone ? lane.alone(work) : lane.besideOthers(work);
    }

    private Timed<byte[]> encode(CodecBox box, int quality) throws CandidateFault {
        return box.encode(
                video.frames().size(),
                quality,
                Rules.longestBitstream(video),
                rules.encodeLimit(video.frames().size()),
                occasion(quality));
    }

    private Timed<VideoSequence> decode(CodecBox box, byte[] bitstream, int quality) throws CandidateFault {
        return box.decode(
                bitstream,
                Wire.Shape.of(video),
                rules.decodeLimit(video.frames().size()),
                occasion(quality));
    }

    private QualityPoint point(int quality, Timed<byte[]> coded, Timed<VideoSequence> decoded, int sourceBytes) {
        SequenceQuality closeness = SequenceQuality.between(video, decoded.value());
        int bytes = coded.value().length + sourceBytes;
        return new QualityPoint(
                quality,
                bytes,
                Bitrate.of(bytes, video.seconds()),
                closeness.luma().psnrDb(),
                closeness.cb().psnrDb(),
                closeness.cr().psnrDb(),
                Math.min(closeness.luma().worstFramePsnrDb(), SequenceQuality.FRAME_PSNR_LIMIT_DB),
                closeness.luma().ssim(),
                coded.time(),
                decoded.time());
    }

    /** A codec must not buy a high mean with frames that it gives up. */
    private void requireEvenFrames(QualityPoint point) throws CandidateFault {
        if (point.worstFramePsnrYDb() < point.psnrYDb() - rules.worstFrameDropDb()) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    String.format(
                            Locale.ROOT,
                            "the worst frame %s has a PSNR-Y of %.2f dB where the mean is %.2f dB; at most %.0f dB below"
                                    + " the mean is allowed, so code every frame properly",
                            occasion(point.quality()),
                            point.worstFramePsnrYDb(),
                            point.psnrYDb(),
                            rules.worstFrameDropDb()));
        }
    }

    private void requireRising(QualityPoint lower, QualityPoint upper) throws CandidateFault {
        if (upper.bytes() <= lower.bytes() || upper.psnrYDb() <= lower.psnrYDb()) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    String.format(
                            Locale.ROOT,
                            "on sequence '%s' quality %d gave %d bytes at %.2f dB and quality %d gave %d bytes at %.2f dB;"
                                    + " both must rise strictly with quality",
                            sequence.info().name(),
                            lower.quality(),
                            lower.bytes(),
                            lower.psnrYDb(),
                            upper.quality(),
                            upper.bytes(),
                            upper.psnrYDb()));
        }
    }

    private Trace trace(int quality, byte[] bitstream, VideoSequence decoded) {
        return new Trace(
                quality,
                Sha256.of(bitstream),
                TestSequence.of(sequence.info().name(), decoded).info().sha256());
    }

    private String occasion(int quality) {
        return "at quality " + quality + " on sequence '" + sequence.info().name() + "'";
    }
}
