package io.evoforge.app.wiring;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened and has to be closed, last one first. Safe for use by several threads. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            } catch (Exception e) {
                first = first == null ? new IllegalStateException("could not close", e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
