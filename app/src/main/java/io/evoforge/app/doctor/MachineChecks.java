package io.evoforge.app.doctor;

import io.evoforge.app.doctor.Check.Status;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** What the machine offers. */
final class MachineChecks {
    private static final long MEGABYTE = 1L << 20;
    private static final long LOW = 1_024 * MEGABYTE;
    private static final long TOO_LOW = 100 * MEGABYTE;

    private MachineChecks() {}

    static Check java() {
        return new Check("Java", Status.FINE, System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    static Check compiler() {
        return ToolProvider.getSystemJavaCompiler() == null
                ? new Check(
                        "compiler",
                        Status.FAILED,
                        "this Java runtime has no compiler (module jdk.compiler); run Evoforge with a JDK instead of a JRE")
                : new Check("compiler", Status.FINE, "candidates are compiled for Java 17");
    }

    /** @param what such as "temporary directory" */
    static Check disk(String what, Path directory) {
        Path existing = directory.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return new Check(
                    what,
                    Status.FAILED,
                    "'%s' cannot be written to; give permission, or choose another".formatted(existing));
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String finding = "'%s', %,d MB free".formatted(directory, free / MEGABYTE);
            if (free >= LOW) {
                return new Check(what, Status.FINE, finding);
            }
            return new Check(
                    what,
                    free < TOO_LOW ? Status.FAILED : Status.NOTE,
                    finding + "; free some, a run needs up to 1 GB");
        } catch (IOException e) {
            return new Check(what, Status.NOTE, "'%s', free space unknown (%s)".formatted(directory, e.getMessage()));
        }
    }

    static Check ffmpeg() {
        Optional<FfmpegProgram> found = FfmpegProgram.find();
        if (found.isEmpty()) {
            return new Check(
                    "ffmpeg",
                    Status.NOTE,
                    "not installed; needed only for videos that are not Y4M, for 'evoforge anchors' and for VMAF");
        }
        FfmpegProgram ffmpeg = found.get();
        List<String> lacking = Arrays.stream(Anchor.values())
                .filter(anchor -> !anchor.isOfferedBy(ffmpeg))
                .map(Anchor::title)
                .toList();
        String finding = "version " + ffmpeg.version()
                + (lacking.isEmpty() ? ", all anchors" : ", without the anchors " + String.join(", ", lacking))
                + (ffmpeg.filters().contains("libvmaf") ? ", VMAF" : ", without VMAF (filter libvmaf)");
        return new Check("ffmpeg", lacking.isEmpty() ? Status.FINE : Status.NOTE, finding);
    }
}
