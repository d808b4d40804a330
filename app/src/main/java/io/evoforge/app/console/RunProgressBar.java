package io.evoforge.app.console;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar in the last line of a terminal; nothing elsewhere. */
public final class RunProgressBar implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final int UPDATE_MILLISECONDS = 500;

    private final Console console;
    private final ProgressBar bar;

    /** A bar that is full at {@code candidates}; below 0 for a run without an end. */
    public RunProgressBar(Console console, long candidates) {
        this.console = console;
        this.bar = new ProgressBarBuilder()
                .setTaskName("candidates")
                .setInitialMax(candidates)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
                .setMaxRenderedLength(WIDTH)
                .setConsumer(new DelegatingProgressBarConsumer(console::status, WIDTH))
                .build();
    }

    /** How many candidates are decided, and a few words about the rest. */
    public void update(long decided, String words) {
        bar.stepTo(decided);
        bar.setExtraMessage(words);
    }

    @Override
    public void close() {
        bar.close();
        console.status("");
    }
}
