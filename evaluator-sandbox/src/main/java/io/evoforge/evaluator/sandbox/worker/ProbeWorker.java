package io.evoforge.evaluator.sandbox.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The main class of a box that tries to get out, so that we know how well boxes hold. It does no harm where it can. */
public final class ProbeWorker {
    private static final int MANY_THREADS = 1_500;
    private static final long SMALL_STACK = 64 * 1024;

    /** A shell sets these itself. */
    private static final Set<String> HARMLESS_VARIABLES = Set.of("PWD", "OLDPWD", "SHLVL", "_", "MALLOC_ARENA_MAX");

    private ProbeWorker() {}

    /** Something a candidate must not be able to do. */
    @FunctionalInterface
    private interface Attempt {
        boolean succeeds() throws IOException;
    }

    /** Reads what to aim at, tries, and answers with one byte for each attempt: 1 if it was held. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        Path readable = Path.of(in.readUTF());
        Path unixSocket = Path.of(in.readUTF());
        Path writable = Path.of(in.readUTF());
        out.writeBoolean(!succeeds(() -> readsFile(readable)));
        out.writeBoolean(!succeeds(ProbeWorker::readsEnvironment));
        out.writeBoolean(!succeeds(ProbeWorker::opensSocket));
        out.writeBoolean(!succeeds(() -> reaches(unixSocket)));
        out.writeBoolean(!succeeds(() -> writes(writable)));
        out.writeBoolean(!succeeds(ProbeWorker::startsManyThreads));
        out.flush();
        // The threads must not keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private static boolean succeeds(Attempt attempt) {
        try {
            return attempt.succeeds();
        } catch (IOException | RuntimeException | Error e) {
            return false;
        }
    }

    private static boolean readsFile(Path readable) {
        return Files.isReadable(readable) || Files.isReadable(Path.of("/etc/passwd"));
    }

    private static boolean readsEnvironment() throws IOException {
        if (!HARMLESS_VARIABLES.containsAll(System.getenv().keySet())) {
            return true;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasVariables(process.resolve("environ"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasVariables(Path environ) {
        try {
            String text = new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1);
            return Stream.of(text.split("\0", -1))
                    .filter(variable -> !variable.isEmpty())
                    .map(variable -> variable.split("=", 2)[0])
                    .anyMatch(name -> !HARMLESS_VARIABLES.contains(name));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean opensSocket() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.isBound();
        }
    }

    private static boolean reaches(Path unixSocket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(unixSocket));
        }
    }

    private static boolean writes(Path writable) {
        return Stream.of(writable, Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/var/tmp"), Path.of(""))
                .anyMatch(directory -> succeeds(() -> writesInto(directory)));
    }

    private static boolean writesInto(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "evoforge-probe", "");
        try {
            Files.write(file, new byte[] {1});
            return Files.size(file) == 1;
        } finally {
            Files.delete(file);
        }
    }

    private static boolean startsManyThreads() {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < MANY_THREADS; i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "probe",
                    SMALL_STACK);
            thread.setDaemon(true);
            thread.start();
        }
        return true;
    }
}
