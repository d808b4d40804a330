package io.evoforge.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.verify.Verification;
import io.evoforge.vcs.message.CheckedFigure;
import io.evoforge.vcs.message.CheckedFigure.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What came of verifying a commit, for a terminal and for machines. */
public final class VerificationTable {
    /** Of the many figures that agree, those that a person looks for. */
    private static final Pattern SHOWN =
            Pattern.compile("(source|message|metrics: \\w+ headline) .*|message: .*|.* (bytes|psnrYDb|bdRatePercent)");

    private static final int WIDEST_NAME = 52;
    private static final int WIDEST_TEXT = 44;

    private VerificationTable() {}

    /** The table: what differs or could not be checked, and of the rest what matters most. */
    public static List<String> lines(Verification verification) {
        List<String> lines = new ArrayList<>();
        lines.add(format("figure", "committed", "measured", "verdict"));
        for (CheckedFigure figure : verification.figures()) {
            if (figure.verdict() != Verdict.AGREES
                    || SHOWN.matcher(figure.name()).matches()) {
                lines.add(format(figure.name(), figure.committed(), figure.measured(), word(figure.verdict())));
            }
        }
        lines.addAll(verification.remarks());
        lines.add(
                "%d figures agree, %d differ, %d were not checked; tolerance: none for bytes, half of the last digit for"
                                .formatted(
                                        verification.count(Verdict.AGREES),
                                        verification.count(Verdict.DIFFERS),
                                        verification.count(Verdict.NOT_CHECKED))
                        + " rounded figures.");
        return lines;
    }

    /** The answer in one line. */
    public static String answer(Verification verification) {
        String subject = "%s, commit %s, ".formatted(verification.version(), verification.commit());
        return subject
                + verification.figures().stream()
                        .filter(figure -> figure.verdict() == Verdict.DIFFERS)
                        .findFirst()
                        .map(figure -> "does not hold what it says: " + figure.name() + " is '" + figure.committed()
                                + "' in the commit but '" + figure.measured() + "' here.")
                        .orElse("holds what it says.");
    }

    /** All of it as JSON. Names are stable; new fields may be added. */
    public static ObjectNode json(Verification verification) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("commit", verification.commit().hex())
                .put("version", verification.version().number())
                .put("verified", verification.isTrue());
        ArrayNode figures = root.putArray("figures");
        for (CheckedFigure figure : verification.figures()) {
            figures.addObject()
                    .put("name", figure.name())
                    .put("committed", figure.committed())
                    .put("measured", figure.measured())
                    .put("verdict", word(figure.verdict()));
        }
        ArrayNode remarks = root.putArray("remarks");
        verification.remarks().forEach(remarks::add);
        return root;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String format(String name, String committed, String measured, String verdict) {
        return String.format(
                Locale.ROOT,
                "%-" + WIDEST_NAME + "s  %-" + WIDEST_TEXT + "s  %-" + WIDEST_TEXT + "s  %s",
                name,
                cut(committed),
                cut(measured),
                verdict);
    }

    private static String cut(String text) {
        return text.length() <= WIDEST_TEXT ? text : text.substring(0, WIDEST_TEXT - 3) + "...";
    }
}
