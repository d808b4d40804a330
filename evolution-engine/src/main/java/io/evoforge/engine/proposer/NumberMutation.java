package io.evoforge.engine.proposer;

import com.github.javaparser.Range;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Another value for one number.
 *
 * @param range where it stands
 * @param literal the number
 * @param label what it belongs to, for a person
 * @param weight how likely it is chosen
 */
record NumberMutation(Range range, NumberLiteral literal, String label, double weight) implements Mutation {
    @Override
    public Change draw(SplittableRandom random) {
        NumberLiteral changed = random.nextInt(3) == 0 ? literal.stepped(random) : literal.scaled(random);
        String summary = "Change " + label + " from " + literal.text() + " to " + changed.text() + " in line "
                + range.begin.line;
        return new Change(summary, List.of(new Replacement(range, changed.text())));
    }
}
