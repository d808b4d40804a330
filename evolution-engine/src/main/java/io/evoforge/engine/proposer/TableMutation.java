package io.evoforge.engine.proposer;

import com.github.javaparser.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Another shape for a table of numbers, such as quantisation steps: scaled, tilted towards its end, or flattened towards
 * its mean.
 *
 * @param name of the field or variable
 * @param cells its numbers, in order
 * @param weight how likely it is chosen
 */
record TableMutation(String name, List<Cell> cells, double weight) implements Mutation {
    /** One number of a table. */
    record Cell(Range range, NumberLiteral literal) {}

    @Override
    public Change draw(SplittableRandom random) {
        double amount = 0.05 + 0.45 * random.nextDouble();
        boolean up = random.nextBoolean();
        return switch (random.nextInt(3)) {
            case 0 ->
                reshaped(
                        String.format(Locale.ROOT, "Scale table %s by %.2f", name, factor(up, amount)),
                        (index, value) -> value * factor(up, amount));
            case 1 ->
                reshaped(
                        String.format(Locale.ROOT, "Tilt table %s to %.2f at its end", name, factor(up, amount)),
                        (index, value) ->
                                value * (1 + (factor(up, amount) - 1) * index / Math.max(1, cells.size() - 1)));
            default -> {
                double mean = cells.stream()
                        .mapToDouble(cell -> cell.literal().value())
                        .average()
                        .orElse(0);
                yield reshaped(
                        String.format(Locale.ROOT, "Flatten table %s by %.0f %%", name, 100 * amount),
                        (index, value) -> value + (mean - value) * amount);
            }
        };
    }

    private static double factor(boolean up, double amount) {
        return up ? 1 + amount : 1 / (1 + amount);
    }

    private interface Shape {
        double at(int index, double value);
    }

    private Change reshaped(String summary, Shape shape) {
        boolean positive = cells.stream().allMatch(cell -> cell.literal().value() >= 1);
        List<Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            double value = shape.at(i, cell.literal().value());
            // A step of 0 would be a division by 0, so what was at least 1 stays at least 1.
            String text =
                    cell.literal().with(positive ? Math.max(1, value) : value).text();
            replacements.add(new Replacement(cell.range(), text));
        }
        return new Change(summary, replacements);
    }
}
