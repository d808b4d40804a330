package io.evoforge.evaluator.sandbox.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The main class of the compiling process: compiles one source after the other, in memory, until its input ends. It never
 * runs what it compiles, so it may be used again; a source that breaks the compiler ends it.
 */
public final class CompileWorker {
    /** Reply: the compiler accepted the source; the number of classes, then name and bytes of each. */
    public static final int COMPILED = 20;

    /** Reply: the compiler's errors; their number, then line, column and message of each. */
    public static final int REJECTED = 21;

    /** Reply: this runtime has no compiler. */
    public static final int NO_COMPILER = 22;

    /** Reply: the source made the compiler fail. */
    public static final int BROKEN = 23;

    private static final int MOST_DIAGNOSTICS = 20;
    private static final int LONGEST_MESSAGE = 500;

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;
    private final List<String> options;

    private CompileWorker(JavaCompiler compiler, String seam) {
        this.compiler = compiler;
        this.files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        this.options = List.of(
                "--release",
                "17",
                "--limit-modules",
                "java.base",
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "-g:source,lines",
                "-classpath",
                seam);
    }

    /**
     * Serves requests on standard input and output.
     *
     * @param arguments the jar with the codec seam
     */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            out.writeByte(NO_COMPILER);
            out.flush();
            return;
        }
        CompileWorker worker = new CompileWorker(compiler, arguments[0]);
        worker.warmUp();
        out.writeByte(Wire.DONE);
        out.flush();
        // Closed input ends the loop in the middle of the next request's name.
        while (in.available() > 0 || waitForMore(in)) {
            String className = in.readUTF();
            String source = new String(Wire.readBytes(in), StandardCharsets.UTF_8);
            worker.compile(className, source, out);
            out.flush();
        }
    }

    private static boolean waitForMore(DataInputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        if (more) {
            in.reset();
        }
        return more;
    }

    /** Loads the compiler's own classes before the first candidate comes. */
    private void warmUp() throws IOException {
        String source = "public final class WarmUp implements io.evoforge.core.video.VideoCodec {"
                + " public byte[] encode(io.evoforge.core.video.VideoSequence s, int q) { return new byte[0]; }"
                + " public io.evoforge.core.video.VideoSequence decode(byte[] b) { return null; } }";
        compile("WarmUp", source, new DataOutputStream(OutputStream.nullOutputStream()));
    }

    private void compile(String className, String source, DataOutputStream out) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        boolean compiled;
        try {
            compiled = compiler.getTask(
                            new java.io.StringWriter(),
                            new InMemory(files, classes),
                            diagnostics,
                            options,
                            null,
                            List.of(new Source(className, source)))
                    .call();
        } catch (StackOverflowError | RuntimeException e) {
            broken(e.getClass().getSimpleName(), out);
            return;
        }
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .limit(MOST_DIAGNOSTICS)
                .toList();
        if (compiled) {
            out.writeByte(COMPILED);
            out.writeInt(classes.size());
            for (Map.Entry<String, ByteArrayOutputStream> compiledClass : classes.entrySet()) {
                out.writeUTF(compiledClass.getKey());
                Wire.writeBytes(out, compiledClass.getValue().toByteArray());
            }
        } else if (errors.isEmpty()) {
            // The compiler caught its own failure, such as an overflowing stack, and has nothing to say about the
            // source.
            broken("internal error", out);
        } else {
            out.writeByte(REJECTED);
            out.writeInt(errors.size());
            for (Diagnostic<? extends JavaFileObject> error : errors) {
                String message = error.getMessage(Locale.ROOT);
                out.writeInt((int) Math.max(0, error.getLineNumber()));
                out.writeInt((int) Math.max(0, error.getColumnNumber()));
                out.writeUTF(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
            }
        }
    }

    private static void broken(String what, DataOutputStream out) throws IOException {
        out.writeByte(BROKEN);
        out.writeUTF(what);
    }

    /** The candidate's text. Its class may have any name; whether it is the right one is judged later. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /** Keeps the compiler's output in memory, and shows it nothing but the platform and the seam. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling)
                throws IOException {
            if (location != StandardLocation.CLASS_OUTPUT || kind != JavaFileObject.Kind.CLASS) {
                throw new IOException("only classes are written");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        @Override
        public void close() {
            // Shared by all compilations of this process; it keeps what it has read of the platform.
        }
    }
}
