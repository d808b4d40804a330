package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.worker.CodecWorker;
import io.evoforge.evaluator.sandbox.worker.CompileWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Starts child processes: boxes for candidates, each used once, and processes that compile.
 *
 * <p>Safe for use by several threads.
 */
public final class Boxes implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int CODEC_STACK_MEGABYTES = 8;
    private static final int COMPILER_HEAP_MEGABYTES = 256;
    private static final int COMPILER_STACK_MEGABYTES = 4;

    private final WorkerJars jars;
    private final JavaLauncher java;
    private final int heapMegabytes;

    /**
     * Prepares to start boxes.
     *
     * @param javaHome the runtime that boxes use
     * @param heapMegabytes heap of a box
     * @throws EvaluatorException if the temporary directory cannot be written
     */
    public Boxes(Path javaHome, int heapMegabytes) {
        this.jars = WorkerJars.write();
        this.java = new JavaLauncher(javaHome);
        this.heapMegabytes = heapMegabytes;
    }

    /**
     * A fresh box.
     *
     * @throws EvaluatorException if it does not start
     */
    public CodecBox codecBox() {
        Child child = Child.start(java.command(
                jars.codecWorker(), CodecWorker.class.getName(), heapMegabytes, CODEC_STACK_MEGABYTES, List.of()));
        return CodecBox.ready(child, heapMegabytes, START_LIMIT);
    }

    /**
     * A fresh compiling process.
     *
     * @throws EvaluatorException if it does not start, or the runtime has no compiler
     */
    public CompilerBox compilerBox() {
        Child child = Child.start(java.command(
                jars.compileWorker(),
                CompileWorker.class.getName(),
                COMPILER_HEAP_MEGABYTES,
                COMPILER_STACK_MEGABYTES,
                List.of("-XX:TieredStopAtLevel=1"),
                jars.seam().toString()));
        return CompilerBox.ready(child, START_LIMIT);
    }

    @Override
    public void close() {
        jars.close();
    }
}
