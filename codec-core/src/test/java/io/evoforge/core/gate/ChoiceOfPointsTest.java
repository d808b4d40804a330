package io.evoforge.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Evaluations;
import io.evoforge.core.evaluation.SequenceEvaluation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec that nobody changed must not look better by being measured elsewhere on its own curve. */
class ChoiceOfPointsTest {
    private static final AdoptionGate GATE = new AdoptionGate(GateSettings.DEFAULT);
    private static final List<String> SEQUENCES = List.of("bbb-a", "bbb-b");

    @Test
    void the_points_that_once_made_x264_better_than_itself_do_so_no_more() throws IOException {
        List<Measured> x264 = measured("x264");

        assertThat(GATE.judge(at(x264, 14, 18, 22, 26, 30), at(x264, 0, 6, 32, 34, 50)))
                .isNotInstanceOf(GateVerdict.Better.class);
    }

    @Test
    void no_choice_of_points_makes_x264_better_than_itself() throws IOException {
        List<Measured> x264 = measured("x264");

        requireNoneBetter(x264, at(x264, 14, 18, 22, 26, 30));
    }

    @Test
    void no_choice_of_points_makes_a_version_of_the_demo_better_than_itself() throws IOException {
        List<Measured> v3 = measured("v3");

        requireNoneBetter(v3, at(v3, 20, 35, 50, 65, 80));
        requireNoneBetter(v3, at(v3, 10, 30, 50, 70, 90));
    }

    @Test
    void a_real_gain_counts_at_any_qualities_that_lie_near_the_champions() throws IOException {
        List<Measured> v3 = measured("v3");
        List<Measured> better = v3.stream()
                .map(one -> new Measured(one.sequence(), one.quality(), one.bitsPerSecond() * 0.97, one.psnrDb()))
                .toList();
        Evaluation champion = at(v3, 20, 35, 50, 65, 80);

        assertThat(List.of(
                        at(better, 20, 35, 50, 65, 80), at(better, 25, 40, 55, 70, 85), at(better, 15, 30, 45, 60, 75)))
                .allSatisfy(challenger ->
                        assertThat(GATE.judge(champion, challenger)).isInstanceOf(GateVerdict.Better.class));
    }

    /** Tries every five of the qualities. */
    private static void requireNoneBetter(List<Measured> codec, Evaluation champion) {
        int[] all =
                codec.stream().mapToInt(Measured::quality).distinct().sorted().toArray();
        int tried = 0;
        for (int a = 0; a < all.length; a++) {
            for (int b = a + 1; b < all.length; b++) {
                for (int c = b + 1; c < all.length; c++) {
                    for (int d = c + 1; d < all.length; d++) {
                        for (int e = d + 1; e < all.length; e++) {
                            int[] chosen = {all[a], all[b], all[c], all[d], all[e]};
                            GateVerdict verdict = GATE.judge(champion, at(codec, chosen));
                            if (verdict instanceof GateVerdict.Better) {
                                throw new AssertionError("better at " + Arrays.toString(chosen) + ": " + verdict);
                            }
                            tried++;
                        }
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(20_000);
    }

    private static Evaluation at(List<Measured> codec, int... qualities) {
        return Evaluations.evaluation(
                "s",
                SEQUENCES.stream()
                        .map(name -> {
                            List<Measured> points = Arrays.stream(qualities)
                                    .mapToObj(quality -> codec.stream()
                                            .filter(one -> one.sequence().equals(name) && one.quality() == quality)
                                            .findFirst()
                                            .orElseThrow())
                                    .toList();
                            return Evaluations.sequence(
                                    name,
                                    points.stream()
                                            .mapToDouble(Measured::bitsPerSecond)
                                            .toArray(),
                                    points.stream()
                                            .mapToDouble(Measured::psnrDb)
                                            .toArray());
                        })
                        .toArray(SequenceEvaluation[]::new));
    }

    private static List<Measured> measured(String codec) throws IOException {
        try (InputStream in = ChoiceOfPointsTest.class.getResourceAsStream("points.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(","))
                    .filter(cells -> cells[0].equals(codec))
                    .map(cells -> new Measured(
                            cells[1],
                            Integer.parseInt(cells[2]),
                            Double.parseDouble(cells[3]),
                            Double.parseDouble(cells[4])))
                    .toList();
        }
    }

    private record Measured(String sequence, int quality, double bitsPerSecond, double psnrDb) {}
}
