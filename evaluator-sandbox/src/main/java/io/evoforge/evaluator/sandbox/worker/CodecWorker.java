package io.evoforge.evaluator.sandbox.worker;

import io.evoforge.core.video.VideoCodec;
import io.evoforge.core.video.VideoSequence;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a box: loads one candidate, then answers requests until its input ends. A fresh codec is made for
 * each request. It reports only what the candidate returned; everything that is measured is computed outside.
 */
public final class CodecWorker {
    private static final int FRAMES_QUOTED = 3;
    private static final int LONGEST_MESSAGE = 200;

    private final DataInputStream in;
    private final DataOutputStream out;
    private @Nullable MethodHandle constructor;
    private @Nullable VideoSequence source;

    private CodecWorker(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    }

    /** Serves requests on standard input and output. */
    public static void main(String[] arguments) throws IOException {
        CodecWorker worker =
                new CodecWorker(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        // Whatever a candidate prints goes nowhere; our own streams stay out of its reach.
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(nowhere);
        System.setErr(nowhere);
        worker.serve();
    }

    private void serve() throws IOException {
        // Says that the runtime is up, so that its start does not count against the candidate.
        out.writeByte(Wire.DONE);
        out.flush();
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            answer(kind);
            out.flush();
        }
    }

    private void answer(int kind) throws IOException {
        switch (kind) {
            case Wire.LOAD -> load();
            case Wire.SOURCE -> {
                source = Wire.readFrames(in, Wire.readShape(in));
                out.writeByte(Wire.DONE);
            }
            case Wire.ENCODE -> encode(in.readInt(), in.readInt());
            case Wire.DECODE -> decode(Wire.readBytes(in));
            default -> throw new IOException("unknown request " + kind);
        }
    }

    private void load() throws IOException {
        String name = in.readUTF();
        int count = in.readInt();
        Map<String, byte[]> classes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            classes.put(in.readUTF(), Wire.readBytes(in));
        }
        try {
            Class<?> codecClass = Class.forName(name, true, new CandidateLoader(classes));
            // Not reflection: after some calls that would define a class of its own beside the candidate's.
            constructor = MethodHandles.publicLookup().findConstructor(codecClass, MethodType.methodType(void.class));
        } catch (Throwable e) {
            fail("its class cannot be initialised: ", e);
            return;
        }
        out.writeByte(Wire.DONE);
    }

    private void encode(int frames, int quality) throws IOException {
        VideoSequence whole = Objects.requireNonNull(source, "source");
        VideoSequence coded =
                new VideoSequence(whole.frameRate(), whole.frames().subList(0, frames));
        byte[] bitstream;
        try {
            bitstream = newCodec().encode(coded, quality);
        } catch (Throwable e) {
            fail("", e);
            return;
        }
        if (bitstream == null) {
            fail("it returned null");
            return;
        }
        out.writeByte(Wire.DONE);
        Wire.writeBytes(out, bitstream);
    }

    private void decode(byte[] bitstream) throws IOException {
        VideoSequence decoded;
        try {
            decoded = newCodec().decode(bitstream);
        } catch (Throwable e) {
            fail("", e);
            return;
        }
        if (decoded == null) {
            fail("it returned null");
            return;
        }
        out.writeByte(Wire.DONE);
        Wire.writeSequence(out, decoded);
    }

    private VideoCodec newCodec() throws Throwable {
        return (VideoCodec) Objects.requireNonNull(constructor, "constructor").invoke();
    }

    private void fail(String before, Throwable e) throws IOException {
        String reason;
        try {
            reason = describe(before, e);
        } catch (Throwable again) {
            // Its methods are the candidate's, and may fail too.
            reason = before + "it threw something that cannot be described";
        }
        fail(reason);
    }

    private static String describe(String before, Throwable e) {
        Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
        StringBuilder reason = new StringBuilder(before).append(cause.getClass().getSimpleName());
        String message = cause.getMessage();
        if (message != null) {
            reason.append(": ").append(message, 0, Math.min(message.length(), LONGEST_MESSAGE));
        }
        int quoted = 0;
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (quoted < FRAMES_QUOTED && "candidate".equals(frame.getClassLoaderName())) {
                reason.append(quoted == 0 ? " at " : ", called from ")
                        .append(frame.getMethodName())
                        .append(" (line ")
                        .append(frame.getLineNumber())
                        .append(')');
                quoted++;
            }
        }
        return reason.toString();
    }

    private void fail(String reason) throws IOException {
        out.writeByte(Wire.FAILED);
        String cut = reason.substring(0, Math.min(reason.length(), Wire.LONGEST_REASON));
        Wire.writeBytes(out, cut.getBytes(StandardCharsets.UTF_8));
    }
}
