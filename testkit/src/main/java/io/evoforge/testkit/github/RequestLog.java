package io.evoforge.testkit.github;

import java.util.ArrayList;
import java.util.List;

/** Every request the simulated GitHub received, in order. Safe for use by several threads. */
public final class RequestLog {
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private int received;

    RequestLog() {}

    synchronized int nextNumber() {
        received++;
        return received;
    }

    synchronized void add(ReceivedRequest request) {
        requests.add(request);
    }

    /** All of them since the start or the last {@link #clear}. */
    public synchronized List<ReceivedRequest> all() {
        return List.copyOf(requests);
    }

    /** How many there are. */
    public synchronized int count() {
        return requests.size();
    }

    /** How many of them GitHub counts as creating content. */
    public synchronized long writes() {
        return requests.stream().filter(ReceivedRequest::isWrite).count();
    }

    /** Their routes in order, which is what a test usually compares. */
    public synchronized List<String> routes() {
        return requests.stream().map(ReceivedRequest::route).toList();
    }

    /** Forgets all of them. Their numbers go on. */
    public synchronized void clear() {
        requests.clear();
    }
}
