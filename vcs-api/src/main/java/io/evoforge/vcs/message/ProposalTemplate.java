package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pull request says, in words of one's own: text with placeholders such as {@code {version}}. {@link #PLACEHOLDERS}
 * tells them all. What a model wrote is harmless where it is filled in, and what is filled in is not searched again.
 *
 * @param title one line
 * @param body Markdown; the trailers by which the version is found again follow it by themselves
 */
public record ProposalTemplate(String title, String body) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]{1,40})}");

    /** Longest template, in characters. */
    public static final int MAXIMUM_LENGTH = 10_000;

    /** The placeholders, and what each stands for. */
    public static final Map<String, String> PLACEHOLDERS = placeholders();

    /** The title of the version's commit; what the proposer says, and the measurement. */
    public static final ProposalTemplate DEFAULT = new ProposalTemplate("{title}", "{summary}\n\n{metrics}");

    private static final int SUMMARY_IN_TITLE = 120;
    private static final int SUMMARY_IN_BODY = 500;

    public ProposalTemplate {
        checked("title", title);
        checked("body", body);
        if (title.isBlank() || title.indexOf('\n') >= 0 || title.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the title of a pull request is one line, not empty");
        }
    }

    private static void checked(String what, String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("the " + what + " of a pull request is made of at most " + MAXIMUM_LENGTH
                    + " characters but has " + text.length());
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (!PLACEHOLDERS.containsKey(matcher.group(1))) {
                throw new IllegalArgumentException("the " + what + " of a pull request knows no placeholder '"
                        + matcher.group() + "'; there are {" + String.join("}, {", PLACEHOLDERS.keySet()) + "}");
            }
        }
    }

    private static Map<String, String> placeholders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("version", "the version, such as v7");
        all.put("base-version", "the version before it, or 'none'");
        all.put("title", "the title of the version's commit");
        all.put("summary", "what the proposer says of its change");
        all.put("improvement", "how much better it is than the version before, such as '12% better than v6'");
        all.put("bitrate", "the bitrate at the reference PSNR-Y, such as '3.20 Mbps'");
        all.put("compression", "the compression ratio there, such as '12.40x'");
        all.put("metrics", "a table of the measurement, with the BD-rate on each sequence");
        all.put("proposer", "who proposed it");
        all.put("candidate", "the number of the candidate in its run");
        return Collections.unmodifiableMap(all);
    }

    /** The title for {@code evolution}, with numbers quoted at {@code referencePsnrDb}. */
    public String title(Evolution evolution, double referencePsnrDb) {
        String line = filled(title, evolution, referencePsnrDb, true).strip();
        int longest = PullRequestProposal.MAXIMUM_TITLE_LENGTH;
        return line.length() <= longest ? line : line.substring(0, line.offsetByCodePoints(0, longest / 2)) + "…";
    }

    /**
     * The body for {@code evolution}. It ends with the trailers by which the version is found again, also in a squashed commit
     * that gets its message from here.
     */
    public String body(Evolution evolution, double referencePsnrDb) {
        String trailers = "\n\n" + CommitMessage.identity(evolution);
        String text = filled(body, evolution, referencePsnrDb, false).strip();
        int longest = PullRequestProposal.MAXIMUM_BODY_LENGTH - trailers.length() - 1;
        return (text.length() <= longest ? text : text.substring(0, longest) + "…") + trailers;
    }

    private static String filled(String template, Evolution evolution, double referencePsnrDb, boolean oneLine) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    text, Matcher.quoteReplacement(value(matcher.group(1), evolution, referencePsnrDb, oneLine)));
        }
        return matcher.appendTail(text).toString();
    }

    private static String value(String name, Evolution evolution, double referencePsnrDb, boolean oneLine) {
        Headline headline = evolution.evidence().training().headline(referencePsnrDb);
        return switch (name) {
            case "version" -> evolution.version().toString();
            case "base-version" ->
                evolution.improves().map(EvolutionVersion::toString).orElse("none");
            case "title" -> ProposalText.title(evolution, referencePsnrDb);
            case "summary" -> summary(evolution, oneLine);
            case "improvement" -> Improvement.describe(evolution);
            case "bitrate" -> CommitMessage.bitrate(headline);
            case "compression" -> CommitMessage.compression(headline);
            case "metrics" -> oneLine ? "" : ProposalText.table(evolution, referencePsnrDb);
            case "proposer" -> ModelText.markdown(evolution.evidence().proposer(), 100);
            case "candidate" ->
                String.format(Locale.ROOT, "%d", evolution.evidence().candidate());
            default -> throw new IllegalStateException("the constructor knows every placeholder but not " + name);
        };
    }

    private static String summary(Evolution evolution, boolean oneLine) {
        if (evolution.summary().isBlank()) {
            return "";
        }
        return oneLine
                ? ModelText.line(evolution.summary(), SUMMARY_IN_TITLE)
                : ModelText.markdown(evolution.summary(), SUMMARY_IN_BODY);
    }
}
