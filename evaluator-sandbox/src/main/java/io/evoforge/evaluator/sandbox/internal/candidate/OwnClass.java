package io.evoforge.evaluator.sandbox.internal.candidate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that the candidate declares.
 *
 * @param name internal name
 * @param members names with descriptors of the methods and fields it declares
 * @param bodies those of {@code members} that are not abstract methods
 * @param isAbstract whether it is an abstract class or an interface
 * @param superTypes internal names of its super class and interfaces
 */
record OwnClass(String name, Set<String> members, Set<String> bodies, boolean isAbstract, List<String> superTypes) {
    static OwnClass of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Set<String> members = new HashSet<>();
        Set<String> bodies = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        members.add(name + descriptor);
                        if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                            bodies.add(name + descriptor);
                        }
                        return null;
                    }

                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        members.add(name + descriptor);
                        bodies.add(name + descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        List<String> superTypes = new ArrayList<>(List.of(reader.getInterfaces()));
        if (reader.getSuperName() != null) {
            superTypes.add(reader.getSuperName());
        }
        boolean isAbstract = (reader.getAccess() & Opcodes.ACC_ABSTRACT) != 0;
        return new OwnClass(reader.getClassName(), members, bodies, isAbstract, superTypes);
    }
}
