package io.evoforge.engine.proposer;

import com.github.javaparser.Range;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A related operator in the place of another.
 *
 * @param range where it stands
 * @param operator the operator
 * @param weight how likely it is chosen
 */
record OperatorMutation(Range range, String operator, double weight) implements Mutation {
    private static final Map<String, List<String>> RELATED = Map.of(
            "<", List.of("<="),
            "<=", List.of("<"),
            ">", List.of(">="),
            ">=", List.of(">"),
            "+", List.of("-"),
            "-", List.of("+"),
            "<<", List.of(">>"),
            ">>", List.of(">>>", "<<"),
            "&&", List.of("||"),
            "||", List.of("&&"));

    static boolean isKnown(String operator) {
        return RELATED.containsKey(operator);
    }

    @Override
    public Change draw(SplittableRandom random) {
        List<String> related = RELATED.getOrDefault(operator, List.of(operator));
        String other = related.get(random.nextInt(related.size()));
        return new Change(
                "Replace " + operator + " by " + other + " in line " + range.begin.line,
                List.of(new Replacement(range, other)));
    }
}
