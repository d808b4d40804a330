package io.evoforge.testkit.versioncontrol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes between clients and a server on the loopback address, and can reset a connection as a broken network
 * does, which an HTTP server cannot.
 */
final class Relay implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final int target;
    private final ServerSocket listener;
    /** By the port that the server sees a connection come from. */
    private final Map<Integer, Socket> clients = new ConcurrentHashMap<>();

    private Relay(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Passes on to the port {@code target}. */
    static Relay to(int target) throws IOException {
        Relay relay = new Relay(target);
        relay.inBackground(relay::accept);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The client of the connection that reaches the server from {@code port} gets a reset instead of an end. */
    void reset(int port) throws IOException {
        Socket client = clients.get(port);
        if (client != null) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    private void inBackground(Runnable task) {
        Thread thread = new Thread(task, "git-test-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("resource") // closed when either side has ended
    private void accept() {
        while (!listener.isClosed()) {
            Socket client = null;
            try {
                client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Socket accepted = client;
                clients.put(server.getLocalPort(), accepted);
                inBackground(() -> copy(accepted, server));
                inBackground(() -> {
                    copy(server, accepted);
                    clients.remove(server.getLocalPort());
                    close(accepted);
                    close(server);
                });
            } catch (IOException e) {
                close(client); // the listener, or the server behind it, is closed
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(to); // the other side must not wait for what cannot come
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        clients.values().forEach(Relay::close);
    }
}
