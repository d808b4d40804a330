package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.CompilerBox;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compiles candidates in a process of its own, which is kept warm: a source never runs there, so the next one may use it
 * too. A source that breaks the process costs a new one, and no memory here.
 *
 * <p>Safe for use by several threads; they take turns.
 */
public final class Compiler implements AutoCloseable {
    /** The compiler keeps a little of every source; a new process now and then gives it back. */
    private static final int USES = 200;

    private static final System.Logger LOGGER = System.getLogger(Compiler.class.getName());

    private final Boxes boxes;
    private final String className;
    private final Duration limit;
    private @Nullable CompilerBox box;
    private int uses;
    private boolean closed;

    /**
     * A compiler that starts its process when it is first used.
     *
     * @param className the class that every source has to declare
     * @param limit how long one source may take
     */
    public Compiler(Boxes boxes, String className, Duration limit) {
        this.boxes = boxes;
        this.className = className;
        this.limit = limit;
    }

    /**
     * Starts the process ahead, so that the first source need not wait for it. What hinders it is told when a source is
     * compiled, to the caller who can do something about it.
     */
    public synchronized void warmUp() {
        if (closed) {
            return;
        }
        try {
            box();
            uses = 0;
        } catch (EvaluatorException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the compiler could not be started ahead", e);
        }
    }

    /**
     * Compiles {@code source}.
     *
     * @throws EvaluatorException if the process does not start, or was closed
     */
    public synchronized CompiledClasses compile(SourceCode source) throws CandidateFault {
        if (closed) {
            throw new EvaluatorException(EvaluatorException.Reason.INTERRUPTED, "The evaluator is closed.");
        }
        CompilerBox used = box();
        try {
            return used.compile(className, source, limit);
        } catch (CandidateFault e) {
            // A process that has compiled other sources may have broken down by itself; only a fresh one convicts this.
            if (!used.isBrokenDown() || uses == 1) {
                throw e;
            }
            return box().compile(className, source, limit);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        discard();
    }

    private void discard() {
        if (box != null) {
            box.close();
            box = null;
        }
    }

    private CompilerBox box() {
        if (box == null || !box.isAlive() || uses >= USES) {
            discard();
            box = boxes.compilerBox();
            uses = 0;
        }
        uses++;
        return box;
    }
}
