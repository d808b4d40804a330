package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case of a table: {@code attacks.txt}, or {@code honest.txt} for candidates that attack nothing.
 *
 * @param name what the candidate does
 * @param source the candidate
 * @param expected what has to come of it
 * @param onTheBox what has to come of it without the bytecode policy, if the table says
 */
record Attack(String name, SourceCode source, Verdict expected, Optional<Verdict> onTheBox) {
    /**
     * A verdict.
     *
     * @param stage where the candidate is refused, or null if it is measured
     * @param reason part of the reason
     */
    record Verdict(Refusal.@Nullable Stage stage, String reason) {
        private static Verdict parse(String text) {
            String[] parts = text.strip().split(" ", 2);
            return new Verdict(
                    parts[0].equals("MEASURED") ? null : Refusal.Stage.valueOf(parts[0]),
                    parts.length == 1 ? "" : parts[1]);
        }

        void assertMet(EvaluationOutcome outcome) {
            if (stage == null) {
                assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
                return;
            }
            assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
            Refusal refusal = ((EvaluationOutcome.Refused) outcome).refusal();
            assertThat(refusal.stage()).as(refusal.toString()).isEqualTo(stage);
            assertThat(refusal.reason())
                    .contains(reason)
                    .hasSizeLessThanOrEqualTo(300)
                    .doesNotContainPattern("\\p{C}");
        }
    }

    /** The whole table of that name. */
    static List<Attack> all(String table) {
        List<Attack> attacks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : text(table).lines().toList()) {
            boolean code = line.matches("(member|encode|decode|replace|source) .*");
            if (!code && !block.isEmpty()) {
                attacks.add(parse(block));
                block.clear();
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                block.add(line);
            }
        }
        attacks.add(parse(block));
        return attacks;
    }

    /** The attack of that name. */
    static Attack named(String name) {
        return all("attacks.txt").stream()
                .filter(attack -> attack.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Attack parse(List<String> block) {
        String[] head = block.get(0).split("\\|", -1);
        String text = Candidates.honest();
        for (String line : block.subList(1, block.size())) {
            text = edit(text, line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        // What would be hard to see in the table, or too long for it.
        text = text.replace("@RLO@", "\u202e").replace("@ZWSP@", "\u200b").replace("@TOKEN@", "a1B2".repeat(9));
        text = text.replace("@NUMBERS@", "123456, ".repeat(20_000));
        return new Attack(
                head[0].strip(),
                new SourceCode(text),
                Verdict.parse(head[1]),
                head.length > 2 ? Optional.of(Verdict.parse(head[2])) : Optional.empty());
    }

    private static String edit(String text, String kind, String code) {
        String guarded = " if (true) { try { " + code.replace("\\n", "\n")
                + " } catch (RuntimeException e) { throw e; } catch (Exception e) { throw new IllegalStateException(e); } } ";
        return switch (kind) {
            case "member" -> insert(text, "implements VideoCodec {", " " + code);
            case "encode" -> insert(text, "public byte[] encode(VideoSequence source, int quality) {", guarded);
            case "decode" -> insert(text, "public VideoSequence decode(byte[] bitstream) {", guarded);
            case "replace" -> {
                String[] sides = code.replace("\\n", "\n").split(" => ", 2);
                if (!text.contains(sides[0])) {
                    throw new IllegalStateException("the honest codec does not hold '" + sides[0] + "'");
                }
                yield text.replace(sides[0], sides[1]);
            }
            default -> code;
        };
    }

    private static String insert(String text, String place, String what) {
        return text.replace(place, place + what);
    }

    private static String text(String table) {
        try (InputStream in = Objects.requireNonNull(Attack.class.getResourceAsStream(table))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
