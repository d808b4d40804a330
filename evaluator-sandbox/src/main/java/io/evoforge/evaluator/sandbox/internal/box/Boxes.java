package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.worker.CodecWorker;
import io.evoforge.evaluator.sandbox.worker.CompileWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts child processes: boxes for candidates, each used once, and processes that compile.
 *
 * <p>Safe for use by several threads.
 */
public final class Boxes implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /** What a Java process has in use beside a full heap, generously. */
    private static final int BESIDE_HEAP_MEGABYTES = 384;

    private static final int CODEC_STACK_MEGABYTES = 8;
    private static final int COMPILER_HEAP_MEGABYTES = 256;
    private static final int COMPILER_STACK_MEGABYTES = 4;

    /** The first of the runtime's two compilers alone: half the processor time for runs of a second. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final WorkerJars jars;
    private final JavaLauncher java;
    private final int heapMegabytes;
    private final Wrapper wrapper;
    private final Wrapper judgeWrapper;
    private final Wrapper candidateWrapper;
    private final ContainmentReport report;
    private final boolean limited;
    private final boolean otherUser;
    private final List<String> codecFlags;
    private final WarmBoxes warm;

    /**
     * Prepares to start boxes.
     *
     * @param javaHome the runtime that boxes use
     * @param heapMegabytes heap of a box
     * @param quick whether candidates run so shortly that optimising them costs more than it brings
     * @param layers what of the operating system may be used; what does not work here is left out
     * @param warmBoxes how many boxes to keep ready
     * @throws EvaluatorException if the temporary directory cannot be written
     */
    public Boxes(Path javaHome, int heapMegabytes, boolean quick, Set<Layer> layers, int warmBoxes) {
        this.jars = WorkerJars.write();
        this.java = new JavaLauncher(javaHome);
        this.heapMegabytes = heapMegabytes;
        Containment containment = Containment.find(java, jars, layers);
        this.wrapper = new Wrapper(containment.layers(), javaHome, jars.filter());
        this.judgeWrapper = new Wrapper(containment.layers(), null, jars.commandFilter());
        this.candidateWrapper = new Wrapper(containment.layers(), null, jars.filter());
        this.report = containment.report();
        this.limited = containment.layers().contains(Layer.LIMITS);
        this.otherUser = containment.layers().contains(Layer.USER);
        this.codecFlags = quick ? List.of(QUICK_COMPILER) : List.of();
        this.warm = new WarmBoxes(this::coldCodecBox, warmBoxes);
    }

    /** How well the boxes hold. */
    public ContainmentReport report() {
        return report;
    }

    /** Whether boxes run as another user than we do, who may read less. */
    public boolean asOtherUser() {
        return otherUser;
    }

    /**
     * A fresh box, started ahead if there was time.
     *
     * @throws EvaluatorException if it does not start
     */
    public CodecBox codecBox() {
        return warm.take();
    }

    private CodecBox coldCodecBox() {
        List<String> command =
                java.command(jars.codecWorker(), CodecWorker.class, heapMegabytes, CODEC_STACK_MEGABYTES, codecFlags);
        Child child = start(
                wrapper.wrap(command, List.of(jars.codecWorker()), Wrapper.besideHeap(heapMegabytes)), heapMegabytes);
        return CodecBox.ready(child, heapMegabytes, START_LIMIT);
    }

    /**
     * A fresh compiling process.
     *
     * @throws EvaluatorException if it does not start, or the runtime has no compiler
     */
    public CompilerBox compilerBox() {
        List<String> command = java.command(
                jars.compileWorker(),
                CompileWorker.class,
                COMPILER_HEAP_MEGABYTES,
                COMPILER_STACK_MEGABYTES,
                List.of(QUICK_COMPILER),
                jars.seam().toString());
        Child child = start(
                wrapper.wrap(
                        command,
                        List.of(jars.compileWorker(), jars.seam()),
                        Wrapper.besideHeap(COMPILER_HEAP_MEGABYTES)),
                COMPILER_HEAP_MEGABYTES);
        return CompilerBox.ready(child, START_LIMIT);
    }

    /**
     * A box for a command that measures; it may start processes of its own.
     *
     * @param visible files and directories that it may read, beside the system's programs and libraries
     * @throws EvaluatorException if it does not start
     */
    public CommandBox judgeBox(List<String> command, List<Path> visible, int memoryMegabytes) {
        return commandBox(judgeWrapper, command, visible, memoryMegabytes);
    }

    /**
     * A box for a candidate that is no Java, as tight as for one that is: it is a single process.
     *
     * @param visible files and directories that it may read, beside the system's programs and libraries
     * @throws EvaluatorException if it does not start
     */
    public CommandBox candidateBox(List<String> command, List<Path> visible, int memoryMegabytes) {
        return commandBox(candidateWrapper, command, visible, memoryMegabytes);
    }

    private static CommandBox commandBox(Wrapper wrapper, List<String> command, List<Path> visible, int megabytes) {
        List<Path> seen = new ArrayList<>(visible);
        for (String programs : List.of("/usr", "/bin", "/sbin", "/etc/alternatives")) {
            if (Files.exists(Path.of(programs))) {
                seen.add(Path.of(programs));
            }
        }
        return new CommandBox(Child.startCommand(wrapper.wrap(command, seen, megabytes), megabytes));
    }

    /** A Java process, watched where the system itself does not limit its memory. */
    private Child start(List<String> wrapped, int heap) {
        return limited ? Child.start(wrapped) : Child.start(wrapped, heap + BESIDE_HEAP_MEGABYTES);
    }

    @Override
    public void close() {
        warm.close();
        jars.close();
    }
}
