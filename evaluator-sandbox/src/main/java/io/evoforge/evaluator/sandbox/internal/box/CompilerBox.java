package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.OneLine;
import io.evoforge.evaluator.sandbox.worker.CompileWorker;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process that compiles. It may be used again until {@link #isAlive} says no. */
public final class CompilerBox implements AutoCloseable {
    private static final int MOST_CLASSES = 200;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_DIAGNOSTICS = 20;

    private final Child child;
    private boolean brokenDown;

    private CompilerBox(Child child) {
        this.child = child;
    }

    static CompilerBox ready(Child child, Duration limit) {
        int answer;
        try {
            answer = child.exchange(limit, (in, out) -> in.readUnsignedByte());
        } catch (ChildFailure e) {
            throw Faults.notStarted(child, e);
        }
        if (answer == CompileWorker.NO_COMPILER) {
            child.close();
            throw new EvaluatorException(
                    EvaluatorException.Reason.BOX_UNAVAILABLE,
                    "This Java runtime has no compiler (module jdk.compiler), so no candidate can be compiled. Run"
                            + " Evoforge with a JDK instead of a JRE.");
        }
        return new CompilerBox(child);
    }

    /**
     * Compiles.
     *
     * @param className the class that the source has to declare
     * @throws CandidateFault if the compiler rejects the source, or the source breaks the compiler
     * @throws EvaluatorException if the process was killed by somebody else
     */
    public CompiledClasses compile(String className, SourceCode source, Duration limit) throws CandidateFault {
        Answer answer;
        try {
            answer = child.exchange(limit, (in, out) -> {
                out.writeUTF(className);
                Wire.writeBytes(out, source.text().getBytes(StandardCharsets.UTF_8));
                out.flush();
                return answer(in);
            });
        } catch (ChildFailure e) {
            if (e.kind() == ChildFailure.Kind.KILLED) {
                throw Faults.killed(e);
            }
            brokenDown = e.kind() == ChildFailure.Kind.EXITED || e.kind() == ChildFailure.Kind.MEMORY;
            throw new CandidateFault(
                    Refusal.Stage.COMPILE,
                    e.kind() == ChildFailure.Kind.TIMEOUT
                            ? "compiling took longer than " + limit.toSeconds() + " s; write simpler code"
                            : "the compiler cannot cope with the source (" + e.getMessage()
                                    + "); write simpler code, with smaller constants and less nesting");
        }
        if (!answer.errors().isEmpty()) {
            Diagnostic first = answer.errors().get(0);
            int more = answer.errors().size() - 1;
            throw new CandidateFault(
                    Refusal.Stage.COMPILE,
                    "does not compile: " + first + (more == 0 ? "" : " (and " + more + " more)"),
                    answer.errors());
        }
        return new CompiledClasses(className, answer.classFiles());
    }

    /** Whether it can be used again. */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** Whether its process ended by itself while it compiled, which may be this source's fault or an earlier one's. */
    public boolean isBrokenDown() {
        return brokenDown;
    }

    /** Ends the process. */
    @Override
    public void close() {
        child.close();
    }

    private static Answer answer(DataInputStream in) throws IOException, ChildFailure {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case CompileWorker.COMPILED -> new Answer(classFiles(in), List.of());
            case CompileWorker.REJECTED -> new Answer(Map.of(), errors(in));
            case CompileWorker.BROKEN -> throw new ChildFailure(ChildFailure.Kind.REPORTED, in.readUTF());
            // A runtime that breaks down writes its last words over our stream.
            default -> throw new ChildFailure(ChildFailure.Kind.EXITED, "its runtime broke down");
        };
    }

    private static Map<String, byte[]> classFiles(DataInputStream in) throws IOException, ChildFailure {
        int count = in.readInt();
        if (count > MOST_CLASSES) {
            throw new ChildFailure(
                    ChildFailure.Kind.REPORTED, "it makes " + count + " classes of it, " + MOST_CLASSES + " at most");
        }
        Map<String, byte[]> classFiles = new LinkedHashMap<>();
        long total = 0;
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int length = in.readInt();
            total += length;
            if (length < 0 || total > MOST_BYTES) {
                throw new ChildFailure(
                        ChildFailure.Kind.REPORTED, "it makes more than " + MOST_BYTES + " bytes of classes of it");
            }
            classFiles.put(name, Wire.readExactly(in, length));
        }
        return classFiles;
    }

    private static List<Diagnostic> errors(DataInputStream in) throws IOException {
        int count = Math.min(in.readInt(), MOST_DIAGNOSTICS);
        List<Diagnostic> errors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            errors.add(new Diagnostic(in.readInt(), in.readInt(), OneLine.of(in.readUTF())));
        }
        return errors;
    }

    private record Answer(Map<String, byte[]> classFiles, List<Diagnostic> errors) {}
}
