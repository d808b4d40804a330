package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoCodec;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.worker.CodecWorker;
import io.evoforge.evaluator.sandbox.worker.CompileWorker;
import io.evoforge.evaluator.sandbox.worker.ProbeWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The jars that the child processes run from, made out of our own classes in a temporary directory. They hold what a
 * child needs and nothing else, so a candidate cannot find more of us than that.
 */
final class WorkerJars implements AutoCloseable {
    private static final List<Class<?>> SEAM =
            List.of(VideoCodec.class, VideoSequence.class, Frame.class, Plane.class, FrameRate.class);

    private static final String OURS = "io/evoforge/";
    private static final int CONSTANT_CLASS = 7;

    private final Path directory;
    private final Path seam;
    private final Path codecWorker;
    private final Path compileWorker;
    private final Path probeWorker;
    private final Path filter;
    private final Path commandFilter;
    private final Optional<byte[]> commandFilterProgram =
            SeccompFilter.forArchitecture(System.getProperty("os.arch", ""), true);
    private final Optional<byte[]> filterProgram =
            SeccompFilter.forArchitecture(System.getProperty("os.arch", ""), false);

    private WorkerJars(Path directory) {
        this.directory = directory;
        this.seam = directory.resolve("seam.jar");
        this.codecWorker = directory.resolve("codec-worker.jar");
        this.compileWorker = directory.resolve("compile-worker.jar");
        this.probeWorker = directory.resolve("probe-worker.jar");
        this.filter = directory.resolve("system-calls.bpf");
        this.commandFilter = directory.resolve("system-calls-of-commands.bpf");
    }

    /**
     * Writes the jars.
     *
     * @throws EvaluatorException if the temporary directory cannot be written
     */
    static WorkerJars write() {
        try {
            WorkerJars jars = new WorkerJars(Files.createTempDirectory("evoforge-box-"));
            try {
                jars.writeAll();
            } catch (IOException e) {
                jars.close();
                throw e;
            }
            return jars;
        } catch (IOException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot write the jars of the box into the temporary directory: '" + e.getMessage()
                            + "'. Free some space, or choose another with -Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    /** The codec seam alone: the class path of the compiler. */
    Path seam() {
        return seam;
    }

    /** The class path of a box. */
    Path codecWorker() {
        return codecWorker;
    }

    /** The class path of the compiling process. */
    Path compileWorker() {
        return compileWorker;
    }

    /** The class path of the probes. */
    Path probeWorker() {
        return probeWorker;
    }

    /** The filter on system calls, or null if there is none for this machine. */
    @Nullable
    Path filter() {
        return filterProgram.isPresent() ? filter : null;
    }

    /** The same for commands, which may start processes. */
    @Nullable
    Path commandFilter() {
        return commandFilterProgram.isPresent() ? commandFilter : null;
    }

    @Override
    public void close() {
        for (Path file : List.of(seam, codecWorker, compileWorker, probeWorker, filter, commandFilter, directory)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }

    private void writeAll() throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            // The boxes run as another user who has to read the jars.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        jar(seam, SEAM);
        jar(codecWorker, List.of(CodecWorker.class));
        jar(compileWorker, List.of(CompileWorker.class));
        jar(probeWorker, List.of(ProbeWorker.class));
        if (filterProgram.isPresent()) {
            Files.write(filter, filterProgram.get());
            readableByAll(filter);
            Files.write(commandFilter, commandFilterProgram.orElseThrow());
            readableByAll(commandFilter);
        }
        // So that nothing is left behind if nobody closes us. Deleted in reverse order.
        for (Path path : List.of(directory, seam, codecWorker, compileWorker, probeWorker, filter, commandFilter)) {
            path.toFile().deleteOnExit();
        }
    }

    /** Writes {@code roots} and every class of ours that they need. */
    private static void jar(Path file, List<Class<?>> roots) throws IOException {
        Deque<String> open = new ArrayDeque<>();
        roots.forEach(root -> open.add(root.getName().replace('.', '/')));
        Set<String> written = new HashSet<>(open);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            while (!open.isEmpty()) {
                String name = open.remove();
                byte[] bytes = classFile(name);
                jar.putNextEntry(new JarEntry(name + ".class"));
                jar.write(bytes);
                classesNamedIn(bytes).stream()
                        .filter(other -> other.startsWith(OURS) && written.add(other))
                        .forEach(open::add);
            }
        }
        readableByAll(file);
    }

    private static void readableByAll(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream in = WorkerJars.class.getClassLoader().getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IOException("class " + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static List<String> classesNamedIn(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        char[] buffer = new char[reader.getMaxStringLength()];
        List<String> names = new ArrayList<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == CONSTANT_CLASS) {
                names.add(reader.readUTF8(item, buffer));
            }
        }
        return names;
    }
}
