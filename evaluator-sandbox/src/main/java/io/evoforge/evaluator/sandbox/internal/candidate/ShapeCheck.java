package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.video.VideoCodec;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Looks whether a candidate declares the class that it has to, and whether that can be used as a codec. */
public final class ShapeCheck {
    private static final String SEAM = VideoCodec.class.getName().replace('.', '/');

    /** Refuses what cannot be used as a codec. */
    public void check(CompiledClasses candidate) throws CandidateFault {
        String name = candidate.className();
        String packageName = name.substring(0, name.lastIndexOf('.') + 1);
        for (String declared : candidate.classFiles().keySet()) {
            if (!declared.startsWith(packageName) || declared.indexOf('.', packageName.length()) >= 0) {
                throw fault(
                        "it declares the class " + declared + "; declare " + name + " and nothing outside its package");
            }
        }
        byte @Nullable [] classFile = candidate.classFiles().get(name);
        if (classFile == null) {
            throw fault("it does not declare the class " + name + " but "
                    + (candidate.classFiles().isEmpty()
                            ? "none"
                            : String.join(", ", candidate.classFiles().keySet())));
        }
        Shape shape = new Shape();
        new ClassReader(classFile).accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if ((shape.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) != 0
                || (shape.access & Opcodes.ACC_PUBLIC) == 0) {
            throw fault(name + " must be a public class that is not abstract");
        }
        if (!shape.implementsSeam) {
            throw fault(name + " must say itself that it implements " + VideoCodec.class.getName());
        }
        if (!shape.hasConstructor) {
            throw fault(name + " needs a public constructor without parameters");
        }
    }

    private static CandidateFault fault(String reason) {
        return new CandidateFault(Refusal.Stage.SHAPE, "the class is not as required: " + reason);
    }

    private static final class Shape extends ClassVisitor {
        private int access;
        private boolean implementsSeam;
        private boolean hasConstructor;

        Shape() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int classAccess,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            access = classAccess;
            implementsSeam = interfaces != null && Arrays.asList(interfaces).contains(SEAM);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int methodAccess,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            hasConstructor |=
                    name.equals("<init>") && descriptor.equals("()V") && (methodAccess & Opcodes.ACC_PUBLIC) != 0;
            return null;
        }
    }
}
