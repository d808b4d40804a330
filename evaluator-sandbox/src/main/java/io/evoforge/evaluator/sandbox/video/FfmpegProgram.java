package io.evoforge.evaluator.sandbox.video;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the installed {@code ffmpeg} can do.
 *
 * @param version such as {@code 7.1.1}
 * @param encoders names of its encoders, such as {@code libx264}
 * @param filters names of its filters, such as {@code libvmaf}
 */
public record FfmpegProgram(String version, Set<String> encoders, Set<String> filters) {
    private static final long LIMIT_SECONDS = 20;

    public FfmpegProgram {
        encoders = Set.copyOf(encoders);
        filters = Set.copyOf(filters);
    }

    /** Asks the {@code ffmpeg} on the search path; empty if there is none that answers. */
    public static Optional<FfmpegProgram> find() {
        return ask("-version").map(text -> new FfmpegProgram(version(text), names("-encoders"), names("-filters")));
    }

    private static String version(String text) {
        String[] words = text.split("\\s+", 4);
        return words.length > 2 ? words[2] : "unknown";
    }

    /** The second words of a list whose first words are flags. */
    private static Set<String> names(String list) {
        return ask(list)
                .orElse("")
                .lines()
                .map(line -> line.strip().split("\\s+", 3))
                .filter(words -> words.length == 3 && words[0].matches("[A-Z.|]{2,6}"))
                .map(words -> words[1])
                .collect(Collectors.toSet());
    }

    private static Optional<String> ask(String question) {
        ProcessBuilder builder = new ProcessBuilder(List.of("ffmpeg", "-nostdin", "-hide_banner", question))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            Process process = builder.start();
            Executor atLimit = CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS);
            atLimit.execute(process::destroyForcibly);
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
