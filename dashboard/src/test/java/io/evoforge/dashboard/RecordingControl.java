package io.evoforge.dashboard;

import io.evoforge.dashboard.port.RunControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was asked for. */
final class RecordingControl implements RunControl {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile State state = State.IDLE;

    List<String> calls() {
        return calls;
    }

    @Override
    public Activity activity() {
        return new Activity(state, null, null, 5_000_000L);
    }

    @Override
    public boolean start() {
        calls.add("start");
        boolean idle = state == State.IDLE;
        state = State.RUNNING;
        return idle;
    }

    @Override
    public boolean pause() {
        calls.add("pause");
        boolean running = state == State.RUNNING;
        state = State.IDLE;
        return running;
    }
}
