package io.evoforge.dashboard;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.dashboard.port.Chat;
import io.evoforge.dashboard.port.EventFeed;
import io.evoforge.dashboard.port.RunControl;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run that begins when the page asks for it, goes on step by step, and is committed from the chat. */
final class StagedRun implements EventFeed, RunControl, Chat {
    private volatile @Nullable RunStory story;
    private volatile State state = State.IDLE;

    /** The run, once it was started. */
    RunStory story() {
        return Objects.requireNonNull(story, "the run was not started");
    }

    @Override
    public void readAfter(long seen, Consumer<RunEvent> reader) {
        RunStory now = story;
        if (now == null) {
            throw new StoreException(StoreException.Reason.NOT_ACCESSIBLE, "There is no run yet.");
        }
        now.readAfter(seen, reader);
    }

    @Override
    public Activity activity() {
        return new Activity(state, null, 20L, 1_000_000L);
    }

    @Override
    public boolean start() {
        story = story == null ? RunStory.begun() : story;
        state = State.RUNNING;
        return true;
    }

    @Override
    public boolean pause() {
        state = State.IDLE;
        return true;
    }

    @Override
    public String name() {
        return "commands are understood";
    }

    @Override
    public OptionalLong spentMicrodollars() {
        return OptionalLong.empty();
    }

    @Override
    public void send(String message, Consumer<String> pieces) {
        if (message.equals("Commit the latest improvements to GitHub")) {
            story().publish("c");
            pieces.accept("✅ Committed ");
            pieces.accept("v2 to GitHub <b>now</b>");
        } else {
            pieces.accept("I did not understand that.");
        }
    }
}
