package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * Lets a candidate use only the listed part of the Java platform. It looks at bytecode and not at text, where escapes and
 * comments could hide a call, and at every way in which a class can reach another: calls, fields, method handles in
 * bootstrap arguments, types, super types.
 */
public final class BytecodePolicy {
    private static final int LONGEST_LIST = 10;

    private final AllowList allowed = AllowList.load();

    /** Refuses a candidate that uses something else. */
    public void check(CompiledClasses candidate) throws CandidateFault {
        Map<String, OwnClass> own = new HashMap<>();
        for (byte[] classFile : candidate.classFiles().values()) {
            OwnClass ownClass = OwnClass.of(classFile);
            own.put(ownClass.name(), ownClass);
        }
        Offences offences = new Offences();
        Reach reach = new Reach(allowed, own);
        for (byte[] classFile : candidate.classFiles().values()) {
            new ClassReader(classFile).accept(new ClassInspector(reach, offences), 0);
        }
        List<Diagnostic> found = offences.inOrder();
        if (!found.isEmpty()) {
            int more = found.size() - 1;
            throw new CandidateFault(
                    Refusal.Stage.BYTECODE,
                    found.get(0).message()
                            + (found.get(0).line() > 0
                                    ? " (line " + found.get(0).line() + ")"
                                    : "")
                            + (more == 0 ? "" : " (and " + more + " more)"),
                    found.subList(0, Math.min(found.size(), LONGEST_LIST)));
        }
    }
}
