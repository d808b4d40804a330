package io.evoforge.dashboard;

import io.evoforge.dashboard.model.LogLine;
import io.evoforge.dashboard.model.RunModel;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Sends what happens as server-sent events, numbered by their place in the journal: a browser that lost the connection
 * says what it had last, and gets the rest. Each stream holds a thread, so there are only so many; a client that reads
 * slowly keeps only its own waiting.
 */
final class EventStream implements AutoCloseable {
    private static final int MOST_STREAMS = 24;
    private static final int AT_ONCE = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final RunModel model;
    private final Signal news;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private volatile boolean closed;

    EventStream(RunModel model, Signal news) {
        this.model = model;
        this.news = news;
    }

    void serve(Context context) throws IOException, InterruptedException {
        long position = position(context);
        if (!streams.tryAcquire()) {
            throw new Refused(503, MOST_STREAMS + " pages follow the run already. Close one of them.");
        }
        try {
            HttpServletResponse response = context.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            OutputStream out = response.getOutputStream();
            write(out, "retry: 2000\n\n");
            follow(out, position);
        } catch (IOException e) {
            // The client went away, which is how every stream ends.
        } finally {
            streams.release();
        }
    }

    private long position(Context context) {
        String last = context.header("Last-Event-ID");
        String asked = last == null || last.isEmpty() ? context.queryParam("after") : last;
        if (asked == null) {
            return model.position();
        }
        try {
            return Math.max(0, Long.parseLong(asked));
        } catch (NumberFormatException e) {
            throw new Refused(400, "An event's id is a whole number.");
        }
    }

    private void follow(OutputStream out, long from) throws IOException, InterruptedException {
        long position = from;
        while (!closed) {
            long seen = news.count();
            List<LogLine> lines = model.logAfter(position, AT_ONCE);
            StringBuilder text = new StringBuilder();
            for (LogLine line : lines) {
                text.append("id: ").append(line.position()).append("\nevent: run\ndata: ");
                text.append(Json.write(line)).append("\n\n");
                position = line.position();
            }
            if (lines.isEmpty()) {
                text.append("event: look\ndata: {}\n\n"); // the repository or the run's activity may have changed
            }
            write(out, text.toString());
            if (lines.size() < AT_ONCE) {
                news.await(seen, HEARTBEAT);
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends every stream at its next beat, or at once if {@link Signal#raise} follows. */
    @Override
    public void close() {
        closed = true;
        news.raise();
    }
}
