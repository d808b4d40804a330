package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.VideoSequence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reads what is not Y4M through the {@code ffmpeg} program on the path, as 8-bit 4:2:0. */
public final class FfmpegVideo {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private FfmpegVideo() {}

    /**
     * Reads the beginning of a video's first video stream.
     *
     * @param maxFrames where to stop, at least 1
     * @throws EvaluatorException with reason {@code VIDEO} if the file is missing, {@code ffmpeg} is not installed,
     *     cannot read the file, or takes more than two minutes
     */
    public static VideoSequence read(Path file, int maxFrames) {
        return read(file, maxFrames, reader -> reader.readSequence(maxFrames));
    }

    /** Reads in its own way, which has to take all of the {@code maxFrames} frames. */
    static <T> T read(Path file, int maxFrames, Function<Y4mReader, T> reading) {
        if (!Files.isReadable(file)) {
            throw VideoFaults.unreadable(
                    file.toString(),
                    "there is no such file, or access is denied",
                    "Check the path and its permissions");
        }
        Process process = start(file, maxFrames);
        CompletableFuture<Boolean> late = destroyAfterLimit(process);
        CompletableFuture<String> lastLine = lastLineOfErrors(process);
        try (Y4mReader reader = new Y4mReader(process.getInputStream(), file.toString())) {
            T video = reading.apply(reader);
            if (reader.nextFrame().isPresent() || process.waitFor() != 0) {
                throw new IOException("it ended with exit code " + process.waitFor());
            }
            return video;
        } catch (EvaluatorException | IOException e) {
            process.destroyForcibly();
            throw late.getNow(false) ? tooSlow(file) : failed(file, lastLine.join(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluatorException(
                    EvaluatorException.Reason.INTERRUPTED, "Interrupted while reading video '" + file + "'.", e);
        } finally {
            late.cancel(false);
            process.destroyForcibly();
        }
    }

    private static Process start(Path file, int maxFrames) {
        ProcessBuilder builder = new ProcessBuilder(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                // A playlist must not make ffmpeg fetch something from the network.
                "-protocol_whitelist",
                "file,crypto,data",
                "-i",
                "file:" + file.toAbsolutePath(),
                "-map",
                "0:v:0",
                "-frames:v",
                Integer.toString(maxFrames),
                "-pix_fmt",
                "yuv420p",
                "-f",
                "yuv4mpegpipe",
                "pipe:1");
        builder.environment().clear();
        try {
            return builder.start();
        } catch (IOException e) {
            throw VideoFaults.unreadable(
                    file.toString(),
                    "it is not Y4M, and ffmpeg, which reads other formats, cannot be started",
                    "Install ffmpeg, or convert the video elsewhere into Y4M (8-bit 4:2:0)",
                    e);
        }
    }

    /** Completed with true when the limit has passed and the process was ended for it. */
    private static CompletableFuture<Boolean> destroyAfterLimit(Process process) {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        Executor atLimit = CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        atLimit.execute(() -> {
            if (late.complete(process.isAlive())) {
                process.destroyForcibly();
            }
        });
        return late;
    }

    private static CompletableFuture<String> lastLineOfErrors(Process process) {
        return CompletableFuture.supplyAsync(() -> {
            String last = "";
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    last = line.isBlank() ? last : line.strip();
                }
            } catch (IOException e) {
                // The process was ended; what it said until then is what we have.
                return last;
            }
            return last;
        });
    }

    private static EvaluatorException tooSlow(Path file) {
        return VideoFaults.unreadable(
                file.toString(),
                "ffmpeg took longer than " + LIMIT.toSeconds() + " seconds",
                "Cut the video shorter or scale it down first");
    }

    /** If ffmpeg says something, what our reader found is only the consequence; else ffmpeg read well what we do not take. */
    private static EvaluatorException failed(Path file, String lastLine, Exception cause) {
        if (lastLine.isEmpty() && cause instanceof EvaluatorException ours) {
            return ours;
        }
        return VideoFaults.unreadable(
                file.toString(),
                lastLine.isEmpty()
                        ? "ffmpeg found no video in it"
                        : "ffmpeg says '" + lastLine.replaceAll("\\p{Cntrl}", " ") + "'",
                "Check that it is a whole video file: ffmpeg -i FILE -f null -",
                cause);
    }
}
