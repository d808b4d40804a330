package io.evoforge.tools.chat;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.tools.chat.Command.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands plain requests by their words. When in doubt it does not act: a question, a negation, or a request that
 * names two actions is never taken for an order.
 */
final class CommandGrammar {
    private static final Pattern VERSION = Pattern.compile("\\b(?:v|version )(\\d{1,7})\\b");
    private static final Pattern NEGATED =
            Pattern.compile("\\b(don't|dont|do not|never|not yet|without|cannot|can't|shouldn't|should not)\\b");
    private static final Pattern QUESTION = Pattern.compile(
            "^(did|do|does|is|are|was|were|has|have|should|would|why|when|what|which|who|how|where)\\b.*|.*\\?\\s*$");
    private static final Pattern REASON =
            Pattern.compile("\\b(?:because|since|reason:)\\s+(.+)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern LATEST = Pattern.compile("\\b(latest|improvements?|changes|to github)\\b");

    private static final List<Rule> ORDERS = List.of(
            new Rule("\\b(roll ?back|revert|go back) (to|onto)\\b", Kind.ROLLBACK),
            new Rule("\\bpull request\\b|\\bopen (a |the )?pr\\b", Kind.PULL_REQUEST),
            new Rule("\\b(commit|publish)\\b", Kind.COMMIT),
            new Rule("\\bpush\\b", Kind.PUSH),
            new Rule("\\b(pause|stop|halt)( the)?( run| evolution)?\\b", Kind.PAUSE),
            new Rule("\\b(resume|continue|start|restart)( the)?( run| evolution)?\\b", Kind.RESUME));

    private static final List<Rule> QUESTIONS = List.of(
            new Rule("^(help|\\?|what can you do.*)$", Kind.HELP),
            new Rule(
                    "\\b(run|evolution|candidates?|progress|budget|spend|spent|cost)\\b.*\\bstatus\\b"
                            + "|\\b(run status|progress|budget|spend|spent|cost)\\b|\\bhow far\\b",
                    Kind.RUN_STATUS),
            new Rule(
                    "\\b(git ?hub|git|repository|repo|branch|commits?|committed|status|pushed|published)\\b",
                    Kind.REPOSITORY_STATUS),
            new Rule("\\b(evolutions|versions|history|log|improvements)\\b", Kind.EVOLUTIONS));

    private CommandGrammar() {}

    private record Rule(Pattern pattern, Kind kind) {
        Rule(String pattern, Kind kind) {
            this(Pattern.compile(pattern), kind);
        }

        boolean fits(String words) {
            return pattern.matcher(words).find();
        }
    }

    static Command read(String message) {
        String words =
                message.strip().replace('’', '\'').toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        boolean asks = QUESTION.matcher(words).matches();
        List<Kind> orders =
                ORDERS.stream().filter(rule -> rule.fits(words)).map(Rule::kind).toList();
        if (!orders.isEmpty() && NEGATED.matcher(words).find()) {
            return Command.of(Kind.NOTHING);
        }
        if (!asks && !orders.isEmpty()) {
            return order(orders, message, words);
        }
        for (Rule rule : QUESTIONS) {
            if (rule.kind() != Kind.EVOLUTIONS
                    && version(words) != null
                    && words.matches("^(show|explain|what is|describe).*")) {
                return new Command(Kind.SHOW, version(words), "");
            }
            if (rule.fits(words)) {
                return Command.of(rule.kind());
            }
        }
        return version(words) == null ? Command.of(Kind.UNKNOWN) : new Command(Kind.SHOW, version(words), "");
    }

    private static Command order(List<Kind> orders, String message, String words) {
        boolean commitAndPush = orders.equals(List.of(Kind.COMMIT, Kind.PUSH));
        if (orders.size() > 1 && !commitAndPush) {
            return Command.of(Kind.UNKNOWN);
        }
        return switch (orders.get(0)) {
            case COMMIT ->
                words.startsWith("show ") || words.startsWith("list ")
                        ? Command.of(Kind.REPOSITORY_STATUS)
                        : Command.of(LATEST.matcher(words).find() ? Kind.COMMIT : Kind.COMMIT_IN_DETAIL);
            case ROLLBACK ->
                version(words) == null
                        ? Command.of(Kind.UNKNOWN)
                        : new Command(Kind.ROLLBACK, version(words), reason(message));
            default -> Command.of(orders.get(0));
        };
    }

    private static String reason(String message) {
        Matcher matcher = REASON.matcher(message.strip());
        return matcher.find() ? matcher.group(1) : "asked for in chat";
    }

    private static @Nullable EvolutionVersion version(String words) {
        Matcher matcher = VERSION.matcher(words);
        if (!matcher.find()) {
            return null;
        }
        int number = Integer.parseInt(matcher.group(1));
        return number == 0 ? null : new EvolutionVersion(number);
    }
}
