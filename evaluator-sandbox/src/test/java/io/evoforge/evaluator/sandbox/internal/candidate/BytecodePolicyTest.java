package io.evoforge.evaluator.sandbox.internal.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that no compiler of ours makes of a source, should one find a way. */
class BytecodePolicyTest {
    private static final String NAME = "io/evoforge/evolved/EvolvedCodec";
    private static final String OBJECT = "java/lang/Object";
    private static final Handle LAMBDA = handle(
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;");
    private static final Handle OBJECT_METHODS = handle(
            "java/lang/runtime/ObjectMethods",
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/TypeDescriptor;"
                    + "Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;");
    private static final Handle EXIT = handle("java/lang/System", "exit", "(I)V");
    private static final String ANY =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)" + "Ljava/lang/Object;";

    @Test
    void plain_code_passes() {
        assertThatCode(() -> check(code(method -> {
                    method.visitLdcInsn("text");
                    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
                    method.visitInsn(Opcodes.POP);
                })))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> waysOut() {
        return Stream.of(
                way(
                        "a constant that is computed when it is read",
                        "method handle",
                        method -> method.visitLdcInsn(
                                new ConstantDynamic("x", "Ljava/lang/Object;", handle(NAME, "make", ANY)))),
                way("a method handle among the constants", "method handle", method -> method.visitLdcInsn(EXIT)),
                way(
                        "a method type among the constants",
                        "method handle",
                        method -> method.visitLdcInsn(Type.getMethodType("()V"))),
                way(
                        "a class among the constants",
                        "java.lang.Runtime",
                        method -> method.visitLdcInsn(Type.getObjectType("java/lang/Runtime"))),
                way(
                        "an array of classes among the constants",
                        "java.io.File",
                        method -> method.visitLdcInsn(Type.getType("[[Ljava/io/File;"))),
                way(
                        "a bootstrap method of its own",
                        "is linked by io.evoforge.evolved.EvolvedCodec.link",
                        method -> method.visitInvokeDynamicInsn("run", "()V", handle(NAME, "link", ANY))),
                way(
                        "the other bootstrap of lambdas",
                        "is linked by java.lang.invoke.LambdaMetafactory.altMetafactory",
                        method -> method.visitInvokeDynamicInsn(
                                "run",
                                "()Ljava/lang/Runnable;",
                                handle(
                                        "java/lang/invoke/LambdaMetafactory",
                                        "altMetafactory",
                                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                                                + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
                                                + "Ljava/lang/invoke/CallSite;"),
                                Type.getMethodType("()V"))),
                way(
                        "a lambda that is a call of the platform",
                        "java.lang.System.exit",
                        method -> method.visitInvokeDynamicInsn(
                                "accept",
                                "()Ljava/util/function/IntConsumer;",
                                LAMBDA,
                                Type.getMethodType("(I)V"),
                                EXIT,
                                Type.getMethodType("(I)V"))),
                way(
                        "a lambda for an interface that is not listed",
                        "java.util.concurrent.Callable",
                        method -> method.visitInvokeDynamicInsn(
                                "call",
                                "()Ljava/util/concurrent/Callable;",
                                LAMBDA,
                                Type.getMethodType("()Ljava/lang/Object;"),
                                handle(NAME, "own", "()Ljava/lang/Object;"),
                                Type.getMethodType("()Ljava/lang/Object;"))),
                way(
                        "a component of a record that is a call of the platform",
                        "java.lang.System.exit",
                        method -> method.visitInvokeDynamicInsn(
                                "toString",
                                "(Ljava/lang/Object;)Ljava/lang/String;",
                                OBJECT_METHODS,
                                Type.getObjectType(NAME),
                                "x",
                                EXIT)),
                way(
                        "a record of another class",
                        "java.lang.Thread",
                        method -> method.visitInvokeDynamicInsn(
                                "toString",
                                "(Ljava/lang/Object;)Ljava/lang/String;",
                                OBJECT_METHODS,
                                Type.getObjectType("java/lang/Thread"),
                                "")),
                way(
                        "a computed constant in a bootstrap",
                        "method handle",
                        method -> method.visitInvokeDynamicInsn(
                                "toString",
                                "(Ljava/lang/Object;)Ljava/lang/String;",
                                OBJECT_METHODS,
                                new ConstantDynamic("x", "Ljava/lang/Class;", handle(NAME, "make", ANY)),
                                "")),
                way(
                        "a field of the platform",
                        "java.lang.System.out",
                        method -> method.visitFieldInsn(
                                Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;")),
                way(
                        "a field that is written",
                        "java.lang.System.in",
                        method -> method.visitFieldInsn(
                                Opcodes.PUTSTATIC, "java/lang/System", "in", "Ljava/io/InputStream;")),
                way(
                        "a method of every object",
                        "notifyAll",
                        method -> method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, NAME, "notifyAll", "()V", false)),
                way(
                        "a method of the seam's objects that leads to reflection",
                        "getClass",
                        method -> method.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL,
                                "io/evoforge/core/video/Plane",
                                "getClass",
                                "()Ljava/lang/Class;",
                                false)),
                way(
                        "an array of arrays",
                        "java.net.Socket",
                        method -> method.visitMultiANewArrayInsn("[[Ljava/net/Socket;", 2)),
                way(
                        "a cast",
                        "java.lang.ClassLoader",
                        method -> method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/ClassLoader")),
                way(
                        "a copy of an array",
                        "java.lang.Thread",
                        method -> method.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL, "[Ljava/lang/Thread;", "clone", "()Ljava/lang/Object;", false)),
                way(
                        "something else of an array",
                        "getClass",
                        method -> method.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL, "[I", "getClass", "()Ljava/lang/Class;", false)),
                way(
                        "a token put together",
                        "what looks like a secret key or token",
                        method -> method.visitLdcInsn("ghp_" + "a1B2".repeat(9))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOut")
    void a_way_out_is_closed(String name, String reason, Consumer<MethodVisitor> code) {
        assertRefused(code(code), reason);
    }

    @Test
    void a_class_file_of_another_version_is_refused() {
        ClassWriter newer = new ClassWriter(0);
        newer.visit(Opcodes.V21, Opcodes.ACC_PUBLIC, NAME, null, OBJECT, null);

        assertRefused(newer.toByteArray(), "the class file is of version 65 and not of Java 17");
    }

    @Test
    void a_super_type_has_to_be_listed_as_one() {
        ClassWriter handler = new ClassWriter(0);
        handler.visit(
                Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, OBJECT, new String[] {"java/lang/reflect/InvocationHandler"
                });
        ClassWriter text = new ClassWriter(0);
        text.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/ThreadLocal", null);

        assertRefused(handler.toByteArray(), "extends or implements java.lang.reflect.InvocationHandler");
        assertRefused(text.toByteArray(), "extends or implements java.lang.ThreadLocal");
    }

    private static Arguments way(String name, String reason, Consumer<MethodVisitor> code) {
        return Arguments.of(name, reason, code);
    }

    private static Handle handle(String owner, String name, String descriptor) {
        return new Handle(Opcodes.H_INVOKESTATIC, owner, name, descriptor, false);
    }

    private static void assertRefused(byte[] classFile, String reason) {
        CandidateFault fault = catchThrowableOfType(CandidateFault.class, () -> check(classFile));

        assertThat(fault).as("the refusal").isNotNull();
        assertThat(fault.refusal().stage()).isEqualTo(Refusal.Stage.BYTECODE);
        assertThat(fault.refusal().reason()).contains(reason);
    }

    private static void check(byte[] classFile) throws CandidateFault {
        String name = NAME.replace('/', '.');
        new BytecodePolicy().check(new CompiledClasses(name, Map.of(name, classFile)));
    }

    /** A class with one method of this code, which nobody runs. */
    private static byte[] code(Consumer<MethodVisitor> code) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, OBJECT, null);
        MethodVisitor own = writer.visitMethod(Opcodes.ACC_STATIC, "own", "()Ljava/lang/Object;", null, null);
        own.visitCode();
        own.visitInsn(Opcodes.ACONST_NULL);
        own.visitInsn(Opcodes.ARETURN);
        own.visitMaxs(1, 0);
        own.visitEnd();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "attempt", "()V", null, null);
        method.visitCode();
        code.accept(method);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(9, 9);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
