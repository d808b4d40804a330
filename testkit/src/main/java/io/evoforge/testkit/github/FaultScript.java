package io.evoforge.testkit.github;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which faults strike which requests. Safe for use by several threads. */
public final class FaultScript {
    private final List<Rule> rules = new ArrayList<>();
    private int struck;

    private static final class Rule {
        private final Predicate<ReceivedRequest> which;
        private final Fault fault;
        private int skip;
        private int times;

        private Rule(Predicate<ReceivedRequest> which, int skip, int times, Fault fault) {
            this.which = which;
            this.skip = skip;
            this.times = times;
            this.fault = fault;
        }
    }

    FaultScript() {}

    /** {@code fault} strikes the next request. */
    public void next(Fault fault) {
        on(request -> true, 0, 1, fault);
    }

    /** {@code fault} strikes one request: the one after {@code skip} others. */
    public void afterSkipping(int skip, Fault fault) {
        on(request -> true, skip, 1, fault);
    }

    /** {@code fault} strikes the next {@code times} requests whose route ends with {@code routeEnd}. */
    public void on(String routeEnd, int times, Fault fault) {
        on(request -> request.route().endsWith(routeEnd), 0, times, fault);
    }

    /**
     * {@code fault} strikes {@code times} requests that fit, after {@code skip} that fit.
     *
     * @param which sees the request with status 0
     */
    public synchronized void on(Predicate<ReceivedRequest> which, int skip, int times, Fault fault) {
        rules.add(new Rule(which, skip, times, fault));
    }

    /** Forgets all faults that have not struck. */
    public synchronized void clear() {
        rules.clear();
    }

    /** How many faults have struck so far. */
    public synchronized int struck() {
        return struck;
    }

    synchronized Optional<Fault> take(ReceivedRequest request) {
        for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
            Rule rule = all.next();
            if (!rule.which.test(request)) {
                continue;
            }
            if (rule.skip > 0) {
                rule.skip--;
                continue;
            }
            rule.times--;
            if (rule.times == 0) {
                all.remove();
            }
            struck++;
            return Optional.of(rule.fault);
        }
        return Optional.empty();
    }
}
