package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.VideoSequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads a user's video: Y4M by ourselves, anything else through an installed {@code ffmpeg}. */
public final class VideoFiles {
    private static final int BYTES_PER_MEGABYTE = 1 << 20;

    private VideoFiles() {}

    /**
     * Reads the beginning of a video, at most {@value SequenceSet#FRAMES_LOOKED_AT} frames.
     *
     * @throws io.evoforge.core.evaluation.EvaluatorException with reason {@code VIDEO} if the file is missing, damaged,
     *     of another format and {@code ffmpeg} is missing or does not read it either
     */
    public static VideoSequence read(Path file) {
        return read(file, SequenceSet.FRAMES_LOOKED_AT);
    }

    /**
     * Reads the beginning of a video.
     *
     * @param maxFrames where to stop, at least 1
     * @throws io.evoforge.core.evaluation.EvaluatorException as {@link #read(Path)} says
     */
    public static VideoSequence read(Path file, int maxFrames) {
        return read(file, maxFrames, reader -> reader.readSequence(maxFrames));
    }

    private static <T> T read(Path file, int maxFrames, Function<Y4mReader, T> reading) {
        if (Files.isDirectory(file)) {
            throw VideoFaults.unreadable(file.toString(), "it is a directory", "Name a video file in it");
        }
        try {
            return isY4m(file) ? Y4mReader.read(file, reading) : FfmpegVideo.read(file, maxFrames, reading);
        } catch (OutOfMemoryError e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "The memory of " + Runtime.getRuntime().maxMemory() / BYTES_PER_MEGABYTE
                            + " MB is too small for video '" + file + "' beside what was read before. Give more with"
                            + " EVOFORGE_JAVA_OPTIONS=-Xmx4g, or fewer or smaller videos.",
                    e);
        }
    }

    /**
     * Reads videos and cuts each into a training and a held-out sequence, see {@link SequenceSet#split}.
     *
     * @param files at least one
     * @throws io.evoforge.core.evaluation.EvaluatorException as {@link #read(Path)} says, and if a video is too short
     */
    public static SequenceSet split(List<Path> files) {
        int maxFrames = SequenceSet.FRAMES_LOOKED_AT;
        return SequenceSet.cut(named(
                files, (name, file) -> read(file, maxFrames, reader -> VideoEnds.read(name, reader, maxFrames))));
    }

    /**
     * Reads videos as they are, at most {@code maxFrames} of each, as training sequences; nothing is held out. For a
     * single measurement, where nothing will be adopted.
     *
     * @param files at least one
     * @throws io.evoforge.core.evaluation.EvaluatorException as {@link #read(Path)} says
     */
    public static SequenceSet whole(List<Path> files, int maxFrames) {
        return new SequenceSet(named(files, (name, file) -> TestSequence.of(name, read(file, maxFrames))), List.of());
    }

    private static <T> List<T> named(List<Path> files, BiFunction<String, Path, T> reading) {
        List<T> videos = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            String stem = stem(file);
            String name = stem;
            for (int i = 2; !names.add(name); i++) {
                name = stem + "-" + i;
            }
            videos.add(reading.apply(name, file));
        }
        return videos;
    }

    private static String stem(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? "video" : fileName.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isY4m(Path file) {
        byte[] signature = Y4mReader.SIGNATURE.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(signature.length), signature);
        } catch (IOException e) {
            throw VideoFaults.unreadable(file.toString(), Causes.of(e), "Check the path and its permissions", e);
        }
    }
}
