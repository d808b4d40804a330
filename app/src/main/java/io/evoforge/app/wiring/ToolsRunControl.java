package io.evoforge.app.wiring;

import io.evoforge.dashboard.port.RunControl;
import org.jspecify.annotations.Nullable;

/** The run of the tools, as the page's buttons move it. */
final class ToolsRunControl implements RunControl {
    private final io.evoforge.tools.run.RunControl control;

    ToolsRunControl(io.evoforge.tools.run.RunControl control) {
        this.control = control;
    }

    @Override
    public Activity activity() {
        State state = switch (control.activity()) {
            case IDLE -> State.IDLE;
            case RUNNING -> State.RUNNING;
            case STOPPING -> State.STOPPING;
            case ELSEWHERE -> State.ELSEWHERE;
        };
        return new Activity(
                state,
                control.note().orElse(null),
                control.limits().map(limits -> set(limits.candidates())).orElse(null),
                control.limits().map(limits -> set(limits.microdollars())).orElse(null));
    }

    private static @Nullable Long set(long limit) {
        return limit == Long.MAX_VALUE ? null : limit;
    }

    @Override
    public boolean start() {
        return control.resume();
    }

    @Override
    public boolean pause() {
        return control.pause();
    }
}
