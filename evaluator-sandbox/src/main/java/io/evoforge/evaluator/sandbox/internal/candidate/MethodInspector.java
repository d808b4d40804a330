package io.evoforge.evaluator.sandbox.internal.candidate;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks at the code of one method of a candidate. */
final class MethodInspector extends MethodVisitor {
    /** What the compiler uses for lambdas, string concatenation and records, and nothing beyond. */
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java/lang/invoke/LambdaMetafactory.metafactory",
            "java/lang/invoke/StringConcatFactory.makeConcatWithConstants",
            "java/lang/runtime/ObjectMethods.bootstrap");

    private final Reach reach;
    private final Offences offences;
    private final String method;
    private int line;

    MethodInspector(Reach reach, Offences offences, String method) {
        super(Opcodes.ASM9);
        this.reach = reach;
        this.offences = offences;
        this.method = method;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        requireMember("calls", owner, name, descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        requireMember("uses", owner, name, descriptor);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        requireType(type);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        requireType(descriptor);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        if (type != null) {
            requireType(type);
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        requireConstant(value);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        if (!BOOTSTRAPS.contains(bootstrap.getOwner() + "." + bootstrap.getName())) {
            offend("is linked by " + dotted(bootstrap.getOwner()) + "." + bootstrap.getName()
                    + ": write it without serialisable or marked lambdas");
        }
        // What a lambda implements, or the text that a concatenation makes.
        Type made = Type.getReturnType(descriptor);
        if (made.getSort() == Type.OBJECT) {
            requireType(made.getInternalName());
        }
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                requireMember("refers to", handle.getOwner(), handle.getName(), handle.getDesc());
            } else if (!(argument instanceof Type type && type.getSort() == Type.METHOD)) {
                requireConstant(argument);
            }
        }
    }

    private void requireConstant(Object value) {
        if (value instanceof Type type && type.getSort() != Type.METHOD) {
            requireType(type.getInternalName());
        } else if (value instanceof Type || value instanceof Handle || value instanceof ConstantDynamic) {
            offend("holds a method handle: " + Advice.insteadOf("java.lang.invoke.MethodHandle"));
        } else if (value instanceof String text && SecretForms.find(text).isPresent()) {
            offend("puts together what looks like a secret key or token: remove it");
        }
    }

    private void requireMember(String verb, String owner, String name, String descriptor) {
        if (!reach.member(owner, name, descriptor)) {
            String full = dotted(owner) + (name.equals("<init>") ? "" : "." + name);
            offend(verb + " " + (name.equals("<init>") ? "new " + full + "(...)" : full) + ": "
                    + Advice.insteadOf(full));
        }
    }

    private void requireType(String type) {
        if (!reach.type(type)) {
            String name = dotted(type);
            offend("uses " + name + ": " + Advice.insteadOf(name));
        }
    }

    private void offend(String what) {
        offences.add(line, (method.startsWith("<") ? "the class" : method) + " " + what);
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
