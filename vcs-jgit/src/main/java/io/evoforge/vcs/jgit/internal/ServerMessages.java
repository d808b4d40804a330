package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.Rejection.Reason;
import java.util.List;
import java.util.regex.Pattern;

/** Understands why a server refuses a reference. Hosts have no codes for it, only sentences. */
final class ServerMessages {
    private static final int MAXIMUM_QUOTE = 1500;

    /** First match wins, so the special stands before the general. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "push protection|push cannot contain secrets|secret[- ]scanning|GITHUB PUSH PROTECTION",
                    Reason.SECRET_FOUND,
                    "The host found a secret in the content. Remove the secret and revoke it; do not unblock it."),
            new Rule(
                    "without .?workflows?.? (scope|permission)|create or update workflow",
                    Reason.PATH_NOT_PERMITTED,
                    "The token may not write workflow files. Do not commit them, or give the token that permission."),
            new Rule(
                    "GH001|exceeds (the )?(maximum|GitHub's file size)|file size limit|large files detected|"
                            + "pack exceeds|object too large",
                    Reason.TOO_LARGE,
                    "A file or the whole push is larger than the host allows. Commit less."),
            new Rule(
                    "GH006|GH003|protected branch|cannot force-push to this branch|not allowed to push code to protected",
                    Reason.PROTECTED_BRANCH,
                    "The branch is protected. Publish through a pull request, or allow this account to push."),
            new Rule(
                    "GH013|rule violations? found|repository rule",
                    Reason.RULE_VIOLATION,
                    "A rule of the repository forbids it. Fulfil the rule, or exempt this account."),
            new Rule(
                    "hook declined|pre-receive|update hook",
                    Reason.HOOK_DECLINED,
                    "A hook on the server refused. Its words say why."));

    private static final Pattern RACE = pattern("cannot lock ref|is at [0-9a-f]+ but expected|failed to update ref|"
            + "fetch first|stale info|non-fast-forward|reference already exists|failed to lock|lock error|"
            + "lock_failure|incorrect old value|unable to create .*\\.lock");
    private static final Pattern ABORTED = pattern("transaction aborted|atomic (transaction|push) (failed|failure)|"
            + "atomic push failed|atomic transaction failed");

    private ServerMessages() {}

    private record Rule(Pattern pattern, Reason reason, String advice) {
        Rule(String pattern, Reason reason, String advice) {
            this(ServerMessages.pattern(pattern), reason, advice);
        }
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    /** Whether somebody else's update came in between. */
    static boolean isRace(String status) {
        return RACE.matcher(status).find();
    }

    /** Whether this reference was only given up because another one of the same push was. */
    static boolean isAbortedWithOthers(String status) {
        return ABORTED.matcher(status).find();
    }

    /** The reason, our advice, and the server's words. */
    static Rejection rejection(String reference, String status, String messages) {
        String words = status + "\n" + messages;
        for (Rule rule : RULES) {
            if (rule.pattern.matcher(words).find()) {
                return new Rejection(rule.reason, text(reference, status, rule.advice, messages));
            }
        }
        return new Rejection(
                Reason.OTHER, text(reference, status, "Its words say why; ask whoever runs it.", messages));
    }

    private static String text(String reference, String status, String advice, String messages) {
        StringBuilder text = new StringBuilder("The remote refused '")
                .append(reference)
                .append("': ")
                .append(printable(status))
                .append(". ")
                .append(advice);
        String quote = printable(messages).strip();
        if (!quote.isEmpty()) {
            text.append("\nThe server said:\n").append(quote);
        }
        return text.toString();
    }

    private static String printable(String words) {
        String cut = words.length() > MAXIMUM_QUOTE ? words.substring(0, MAXIMUM_QUOTE) + "..." : words;
        return cut.replaceAll("[\\p{Cntrl}&&[^\n]]", "")
                .replaceAll("[^\\p{Print}\n]", "?")
                .strip();
    }
}
