package io.evoforge.llm.langchain4j;

import java.time.Duration;

/** How the time between two tries is spent. */
@FunctionalInterface
interface Pause {
    /** In sleep. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    /** Returns after {@code duration}. */
    void of(Duration duration) throws InterruptedException;
}
