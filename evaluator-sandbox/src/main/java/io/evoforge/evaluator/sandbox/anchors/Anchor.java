package io.evoforge.evaluator.sandbox.anchors;

import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import java.util.Arrays;
import java.util.List;

/** An established codec, as {@code ffmpeg} runs it, at settings that aim at PSNR where the encoder can be told to. */
public enum Anchor {
    /** Motion JPEG, in the sample range of video, so that nothing is converted. */
    MJPEG("Motion JPEG", "mjpeg", "mjpeg", "-q:v", "3 6 10 16 26", "-strict unofficial -huffman optimal"),
    /** MPEG-2 Video. */
    MPEG2("MPEG-2", "mpeg2video", "mpeg2video", "-q:v", "2 4 8 14 24", "-bf 2 -mbd rd"),
    /** MPEG-4 Part 2, advanced simple profile. */
    MPEG4("MPEG-4", "mpeg4", "m4v", "-q:v", "2 4 8 14 24", "-mbd rd -trellis 1"),
    /** H.264 by x264 at its default effort. */
    X264_MEDIUM("H.264 (x264 medium)", "libx264", "h264", "-qp", "18 23 28 33 38", "-preset medium -tune psnr"),
    /** H.264 by x264 at nearly its greatest effort. */
    X264_VERYSLOW("H.264 (x264 veryslow)", "libx264", "h264", "-qp", "18 23 28 33 38", "-preset veryslow -tune psnr"),
    /** H.265 by x265 at its default effort. */
    X265(
            "H.265 (x265 medium)",
            "libx265",
            "hevc",
            "-crf",
            "16 21 26 31 36",
            "-preset medium -tune psnr -x265-params log-level=error"),
    /** VP9 by libvpx. */
    VP9("VP9 (libvpx)", "libvpx-vp9", "ivf", "-crf", "16 26 36 46 56", "-b:v 0 -cpu-used 1 -deadline good"),
    /** AV1 by SVT-AV1. */
    AV1("AV1 (SVT-AV1)", "libsvtav1", "ivf", "-crf", "20 30 40 50 60", "-preset 4");

    private final String title;
    private final String encoder;
    private final String format;
    private final String qualityOption;
    private final String qualities;
    private final String options;

    Anchor(String title, String encoder, String format, String qualityOption, String qualities, String options) {
        this.title = title;
        this.encoder = encoder;
        this.format = format;
        this.qualityOption = qualityOption;
        this.qualities = qualities;
        this.options = options;
    }

    /** What to call it in a report. */
    public String title() {
        return title;
    }

    /** Whether an installed {@code ffmpeg} has its encoder. */
    public boolean isOfferedBy(FfmpegProgram ffmpeg) {
        return ffmpeg.encoders().contains(encoder);
    }

    String encoder() {
        return encoder;
    }

    String format() {
        return format;
    }

    String qualityOption() {
        return qualityOption;
    }

    List<Integer> qualities() {
        return Arrays.stream(qualities.split(" ", -1)).map(Integer::valueOf).toList();
    }

    List<String> options() {
        return List.of(options.split(" ", -1));
    }
}
