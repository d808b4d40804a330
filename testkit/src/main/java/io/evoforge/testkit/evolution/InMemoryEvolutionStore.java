package io.evoforge.testkit.evolution;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A store that keeps its events in a {@link Disk} as long as that object lives. */
public final class InMemoryEvolutionStore implements EvolutionStore {
    private final Disk disk;
    private boolean closed;

    /** What outlives a store: the events, and whether somebody holds them. */
    public static final class Disk {
        private final List<List<RunEvent>> appends = new ArrayList<>();
        private boolean held;
        private boolean full;

        /** Opens the store on this disk. */
        public InMemoryEvolutionStore open() {
            synchronized (appends) {
                if (held) {
                    throw new StoreException(Reason.IN_USE, "this disk is held by another store; close that one first");
                }
                held = true;
                return new InMemoryEvolutionStore(this);
            }
        }

        /** Everything that was kept so far. */
        public List<RunEvent> events() {
            return appends().stream().flatMap(List::stream).toList();
        }

        /** What was kept so far, each append apart: a process that dies leaves all of one or nothing of it. */
        public List<List<RunEvent>> appends() {
            synchronized (appends) {
                return List.copyOf(appends);
            }
        }

        /** Lets every append fail from now on, or no longer. */
        public void full(boolean value) {
            synchronized (appends) {
                full = value;
            }
        }
    }

    private InMemoryEvolutionStore(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void append(List<RunEvent> events) {
        synchronized (disk.appends) {
            requireOpen();
            if (disk.full) {
                throw new StoreException(Reason.DISK_FULL, "the disk in memory is full; call full(false)");
            }
            disk.appends.add(List.copyOf(events));
        }
    }

    @Override
    public void replay(Consumer<RunEvent> reader) {
        requireOpen();
        disk.events().forEach(reader);
    }

    private void requireOpen() {
        synchronized (disk.appends) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
        }
    }

    @Override
    public void close() {
        synchronized (disk.appends) {
            if (!closed) {
                closed = true;
                disk.held = false;
            }
        }
    }
}
