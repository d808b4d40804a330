package io.evoforge.evaluator.sandbox;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the corpus runs again under other conditions. By default a sixth, every day another one; the system property
 * {@code evoforge.corpus} asks for a certain one, from 0 to 5, or for {@code all}.
 */
final class CorpusShare {
    static final String PROPERTY = "evoforge.corpus";
    static final String ALL = "all";
    private static final int SHARES = 6;

    private CorpusShare() {}

    /** What {@value #PROPERTY} would have to be to run the same again. */
    static String chosen() {
        return System.getProperty(
                PROPERTY, Long.toString(LocalDate.now(Clock.systemUTC()).toEpochDay() % SHARES));
    }

    /** The chosen ones of {@code cases}. */
    static <T> List<T> of(List<T> cases) {
        if (chosen().equals(ALL)) {
            return cases;
        }
        List<T> share = new ArrayList<>();
        for (int i = Integer.parseInt(chosen()); i < cases.size(); i += SHARES) {
            share.add(cases.get(i));
        }
        return share;
    }

    /** All attacks and honest codecs. */
    static List<Attack> corpus() {
        List<Attack> cases = new ArrayList<>(Attack.all("attacks.txt"));
        cases.addAll(Attack.all("honest.txt"));
        return cases;
    }
}
