package io.evoforge.app.command;

import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.testkit.github.SimulatedRepository;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A build machine beside the simulated GitHub: reports once on each pull request that is opened. */
final class SimulatedCi implements AutoCloseable {
    private static final int LOOK_EACH_MILLISECONDS = 20;

    private final SimulatedRepository repository;
    private final String check;
    private final Function<SimulatedPull, String> verdict;
    private final Clock clock;
    private final Set<Integer> seen = new TreeSet<>();
    private final ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();

    /** Reports {@code verdict} as {@code check}. */
    SimulatedCi(SimulatedRepository repository, String check, Function<SimulatedPull, String> verdict, Clock clock) {
        this.repository = repository;
        this.check = check;
        this.verdict = verdict;
        this.clock = clock;
        var unused = machine.scheduleWithFixedDelay(this::look, 0, LOOK_EACH_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (SimulatedPull pull : repository.pulls()) {
            if (pull.isOpen() && seen.add(pull.number())) {
                repository.reportStatus(pull.head(), check, verdict.apply(pull), clock.instant());
            }
        }
    }

    @Override
    public void close() {
        machine.shutdownNow();
    }
}
