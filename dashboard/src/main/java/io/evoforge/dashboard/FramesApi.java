package io.evoforge.dashboard;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.dashboard.port.FrameLook.CodedFrame;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers what a version makes of a frame: as it was, as it came back, and what differs. */
final class FramesApi {
    private static final long MOST_BYTES = 96_000_000;

    private final RunModel model;
    private final @Nullable FrameCache cache;

    FramesApi(RunModel model, @Nullable FrameLook look) {
        this.model = model;
        this.cache = look == null ? null : new FrameCache(look, MOST_BYTES);
    }

    /** Whether there is anything to look at. */
    boolean isOffered() {
        return cache != null;
    }

    /**
     * What there is to look at.
     *
     * @param version that coded it
     * @param group the kind of sequence, in lower case
     * @param sequence its name
     * @param width of a frame in luma samples
     * @param height of a frame in luma samples
     * @param magnified how much the difference of luma is magnified
     * @param qualities in rising order
     * @param frames numbers of the frames, from 0, in rising order
     */
    record Offer(
            int version,
            String group,
            String sequence,
            int width,
            int height,
            int magnified,
            List<Integer> qualities,
            List<Integer> frames) {}

    void offer(Context context) {
        int version = version(context);
        SequenceGroup group = group(context);
        String sequence = required(context, "sequence");
        List<CodedFrame> frames = frames(context);
        Json.answer(
                context,
                new Offer(
                        version,
                        group.name().toLowerCase(Locale.ROOT),
                        sequence,
                        frames.get(0).original().width(),
                        frames.get(0).original().height(),
                        FramePng.MAGNIFIED,
                        frames.stream()
                                .map(CodedFrame::quality)
                                .distinct()
                                .sorted()
                                .toList(),
                        frames.stream()
                                .map(CodedFrame::number)
                                .distinct()
                                .sorted()
                                .toList()));
    }

    void picture(Context context) {
        String kind = context.pathParam("kind");
        int quality = number(context, "quality");
        int number = number(context, "frame");
        CodedFrame frame = frames(context).stream()
                .filter(one -> one.quality() == quality && one.number() == number)
                .findFirst()
                .orElseThrow(() -> new Refused(404, "This frame was not kept at this quality. See /api."));
        byte[] png = switch (kind) {
            case "original" -> FramePng.of(frame.original());
            case "decoded" -> FramePng.of(frame.decoded());
            case "difference" -> FramePng.difference(frame.original(), frame.decoded());
            default -> throw new Refused(404, "There are 'original', 'decoded' and 'difference'.");
        };
        context.contentType("image/png").result(png);
    }

    private List<CodedFrame> frames(Context context) {
        if (cache == null) {
            throw new Refused(409, "This dashboard runs no codecs, so there are no frames to look at.");
        }
        int version = version(context);
        SourceCode source =
                model.source(null, version).orElseThrow(() -> new Refused(404, "There is no version " + version + "."));
        return cache.frames(source, group(context), required(context, "sequence"));
    }

    private static int version(Context context) {
        int version = parsed("version", context.pathParam("version"));
        if (version < 1) {
            throw new Refused(404, "There is no version " + version + ".");
        }
        return version;
    }

    private static SequenceGroup group(Context context) {
        try {
            return SequenceGroup.valueOf(required(context, "group").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "The group is 'training' or 'held_out'.");
        }
    }

    private static int number(Context context, String name) {
        return parsed(name, required(context, name));
    }

    private static int parsed(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refused(400, "'" + name + "' is a whole number.");
        }
    }

    private static String required(Context context, String name) {
        String text = context.queryParam(name);
        if (text == null || text.isEmpty()) {
            throw new Refused(400, "'" + name + "' is needed. See /api.");
        }
        return text;
    }
}
