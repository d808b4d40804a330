package io.evoforge.app.command;

import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.testkit.github.SimulatedRepository;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A build machine beside the simulated GitHub, which reports once on whatever it is to look at. */
final class SimulatedCi implements AutoCloseable {
    private static final int LOOK_EACH_MILLISECONDS = 20;

    private final Set<Object> seen = new HashSet<>();
    private final ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();

    private SimulatedCi(Consumer<Set<Object>> look) {
        var unused = machine.scheduleWithFixedDelay(
                () -> look.accept(seen), 0, LOOK_EACH_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Reports {@code verdict} as {@code check} on each pull request that is opened. */
    static SimulatedCi ofPulls(
            SimulatedRepository repository, String check, Function<SimulatedPull, String> verdict, Clock clock) {
        return new SimulatedCi(seen -> repository.pulls().stream()
                .filter(SimulatedPull::isOpen)
                .filter(pull -> seen.add(pull.number()))
                .forEach(pull -> repository.reportStatus(pull.head(), check, verdict.apply(pull), clock.instant())));
    }

    /** Reports {@code verdict} on the first, second and next commit of {@code branch} that has a check of Evoforge's. */
    static SimulatedCi ofCommits(
            SimulatedRepository repository, String branch, String check, IntFunction<String> verdict, Clock clock) {
        return new SimulatedCi(seen -> repository.statuses().stream()
                .filter(status -> status.name().equals("evoforge/measurement"))
                .filter(status -> seen.add(status.commit()))
                .forEach(
                        status -> repository.reportStatus(branch, check, verdict.apply(seen.size()), clock.instant())));
    }

    @Override
    public void close() {
        machine.shutdownNow();
    }
}
