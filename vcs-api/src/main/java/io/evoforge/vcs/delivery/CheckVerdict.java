package io.evoforge.vcs.delivery;

import io.evoforge.vcs.hosting.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the checks of a commit say together. A check that was cancelled or broke down says nothing about the commit: it may be
 * run again until the deadline.
 *
 * @param kind green, red, or not yet
 * @param reason what is red or missing; a line for a person, in which the names are not ours
 */
record CheckVerdict(Kind kind, String reason) {
    enum Kind {
        GREEN,
        RED,
        PENDING
    }

    static CheckVerdict of(List<Check> checks, DeliverySettings.CheckRules rules, Instant since, Instant now) {
        List<String> red = new ArrayList<>();
        List<String> open = new ArrayList<>(rules.required());
        for (Check check : checks) {
            boolean counts = rules.required().isEmpty()
                    ? !check.name().equals(rules.own())
                    : rules.required().contains(check.name());
            if (!counts) {
                continue;
            }
            open.remove(check.name());
            switch (check.state()) {
                case FAILED -> red.add(check.name());
                case PENDING, BROKEN -> open.add(check.name());
                case PASSED, NEUTRAL -> {
                    // green
                }
            }
        }
        if (!red.isEmpty()) {
            return new CheckVerdict(Kind.RED, "red: " + names(red));
        }
        Duration waited = Duration.between(since, now);
        if (open.isEmpty()) {
            boolean mayBeMore = rules.required().isEmpty() && waited.compareTo(rules.settle()) < 0;
            return mayBeMore
                    ? new CheckVerdict(Kind.PENDING, "checks may still report")
                    : new CheckVerdict(Kind.GREEN, "all checks are green");
        }
        return waited.compareTo(rules.deadline()) < 0
                ? new CheckVerdict(Kind.PENDING, "not finished: " + names(open))
                : new CheckVerdict(
                        Kind.RED, "not green within " + rules.deadline().toMinutes() + " min: " + names(open));
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
