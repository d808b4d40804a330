package io.evoforge.evaluator.sandbox.internal.candidate;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Looks at one class of a candidate. */
final class ClassInspector extends ClassVisitor {
    /** The runtime calls these by itself, at times and in threads of its own choosing. */
    private static final Set<String> HOOKS = Set.of(
            "finalize()V",
            "readObject(Ljava/io/ObjectInputStream;)V",
            "writeObject(Ljava/io/ObjectOutputStream;)V",
            "readObjectNoData()V",
            "readResolve()Ljava/lang/Object;",
            "writeReplace()Ljava/lang/Object;");

    private final Reach reach;
    private final Offences offences;

    ClassInspector(Reach reach, Offences offences) {
        super(Opcodes.ASM9);
        this.reach = reach;
        this.offences = offences;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        if ((version & 0xffff) != Opcodes.V17) {
            offences.add(0, "the class file is of version " + (version & 0xffff) + " and not of Java 17");
        }
        if (superName != null) {
            requireSuperType(superName);
        }
        if (interfaces != null) {
            for (String type : interfaces) {
                requireSuperType(type);
            }
        }
        for (String method : reach.smuggled(name)) {
            String methodName = method.substring(0, method.indexOf('('));
            offences.add(
                    0,
                    name.replace('/', '.') + " inherits " + methodName
                            + ", which is not allowed, for a method of that name: write the method yourself, or give it"
                            + " another name");
        }
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        if (value instanceof String text && SecretForms.find(text).isPresent()) {
            offences.add(0, "the field " + name + " holds what looks like a secret key or token: remove it");
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            offences.add(0, "declares the native method " + name + ": write it in Java");
        }
        if (HOOKS.contains(name + descriptor)) {
            offences.add(0, "declares the method " + name + ", which the runtime calls by itself: remove it");
        }
        return new MethodInspector(reach, offences, name);
    }

    private void requireSuperType(String type) {
        if (!reach.superType(type)) {
            String name = type.replace('/', '.');
            offences.add(0, "extends or implements " + name + ": " + Advice.insteadOf(name));
        }
    }
}
