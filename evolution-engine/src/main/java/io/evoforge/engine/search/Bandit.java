package io.evoforge.engine.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses whom to ask, and for which form of change, by what that brought so far for its money. Every arm is tried twice;
 * then the one with the highest upper confidence bound of its reward per cost goes on (UCB1: P. Auer, N. Cesa-Bianchi,
 * P. Fischer, "Finite-time analysis of the multiarmed bandit problem", Machine Learning 47, 2002). Follows from its calls
 * alone, without chance. Used by one thread.
 */
public final class Bandit {
    private static final int TRIES_BEFORE_JUDGING = 2;
    private static final double EXPLORATION = 0.5;

    /** What an evaluation costs us beside the call, in millionths of a dollar: keeps free arms comparable. */
    private static final double COST_OF_EVALUATION = 100;

    private final Map<Arm, Experience> records = new HashMap<>();

    /**
     * One choice.
     *
     * @param proposer name of who is asked
     * @param approach which form of change is asked for
     */
    public record Arm(String proposer, String approach) {}

    /** What came of one arm. */
    private static final class Experience {
        private long tries;
        private double reward;
        private double microdollars;
        private long underWay;

        private double meanReward() {
            return tries == 0 ? 0 : reward / tries;
        }

        private double meanCost() {
            return COST_OF_EVALUATION + (tries == 0 ? 0 : microdollars / tries);
        }
    }

    /** Learns that a candidate was planned with {@code arm}. */
    public void planned(Arm arm) {
        of(arm).underWay++;
    }

    /**
     * Learns what became of a candidate that was planned with {@code arm}.
     *
     * @param reward from 0 to 1
     * @param microdollars what its calls cost
     */
    public void decided(Arm arm, double reward, long microdollars) {
        Experience past = of(arm);
        past.underWay--;
        past.tries++;
        past.reward += reward;
        past.microdollars += microdollars;
    }

    /** Learns that a planned candidate will be planned anew. */
    public void withdrawn(Arm arm) {
        of(arm).underWay--;
    }

    /** The best of {@code arms}; the first of equal ones. */
    public Arm choose(List<Arm> arms) {
        double all = arms.stream().mapToLong(this::visits).sum();
        return arms.stream()
                .filter(arm -> visits(arm) < TRIES_BEFORE_JUDGING)
                .findFirst()
                .orElseGet(() -> arms.stream()
                        .max(Comparator.comparingDouble((Arm arm) -> index(arm, all))
                                .thenComparing(Comparator.comparingInt((Arm arm) -> arms.indexOf(arm))
                                        .reversed()))
                        .orElseThrow());
    }

    private double index(Arm arm, double all) {
        Experience past = of(arm);
        return (past.meanReward() + EXPLORATION * Math.sqrt(Math.log(all) / visits(arm))) / past.meanCost();
    }

    /** Candidates under way count as visits, so that not all of them go the same way. */
    private long visits(Arm arm) {
        Experience past = of(arm);
        return past.tries + past.underWay;
    }

    private Experience of(Arm arm) {
        return records.computeIfAbsent(arm, unknown -> new Experience());
    }
}
