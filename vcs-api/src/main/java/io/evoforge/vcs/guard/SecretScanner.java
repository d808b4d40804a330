package io.evoforge.vcs.guard;

import io.evoforge.core.credentials.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds secrets in what is about to be committed: by their form, and the credentials in use by their value in any
 * encoding. Adjacent literals that a compiler would join, such as {@code "gh" + "p_..."}, and characters written as
 * escapes are seen through.
 *
 * <p>A find is no proof and no find is none either; a false alarm costs less than a published secret. Safe for use by
 * several threads.
 */
public final class SecretScanner {
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u{1,20}([0-9a-fA-F]{4})");
    private static final Pattern OCTAL_ESCAPE = Pattern.compile("\\\\([0-3]?[0-7]{2})");
    private static final Pattern JOINT = Pattern.compile("\"\\s{0,200}\\+\\s{0,200}\"");

    private final Supplier<List<Secret>> inUse;

    /** A scanner that also knows the credentials that {@code inUse} gives; it is asked anew for every scan. */
    public SecretScanner(Supplier<List<Secret>> inUse) {
        this.inUse = inUse;
    }

    /** A scanner that knows secrets by their form only. */
    public SecretScanner() {
        this(List::of);
    }

    /** Every secret found in {@code content}, taken as UTF-8, or as bytes where it is not. */
    public List<SecretFinding> scan(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return scan(text.indexOf('\uFFFD') < 0 ? text : new String(content, StandardCharsets.ISO_8859_1));
    }

    /** Every secret found in {@code text}. */
    public List<SecretFinding> scan(String text) {
        List<SecretFinding> findings = new ArrayList<>(scanAsIs(text));
        String folded = folded(text);
        if (findings.isEmpty() && !folded.equals(text)) {
            findings.addAll(scanAsIs(folded));
        }
        return findings;
    }

    /**
     * Every secret found in the lines of {@code text} that {@code before} does not have: what a person committed is that
     * person's affair.
     */
    public List<SecretFinding> scanNewLines(String text, String before) {
        Set<String> known = before.lines().collect(Collectors.toSet());
        return scan(text.lines().map(line -> known.contains(line) ? "" : line).collect(Collectors.joining("\n")));
    }

    private List<SecretFinding> scanAsIs(String text) {
        List<SecretFinding> findings = new ArrayList<>();
        String lowerCase = text.toLowerCase(Locale.ROOT);
        for (SecretRule rule : SecretRules.ALL) {
            if (!lowerCase.contains(rule.keyword())) {
                continue;
            }
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                if (rule.confirms(matcher)) {
                    findings.add(new SecretFinding(rule.name(), lineAt(text, matcher.start())));
                    break; // one of a kind is enough to refuse
                }
            }
        }
        for (Secret secret : inUse.get()) {
            for (String form : SecretForms.of(secret)) {
                int place = form.isEmpty() ? -1 : text.indexOf(form);
                if (place >= 0) {
                    findings.add(new SecretFinding("credential in use", lineAt(text, place)));
                    break;
                }
            }
        }
        return findings;
    }

    /** The text as a compiler sees it: escapes resolved, literals joined that are added to each other. */
    private static String folded(String text) {
        String resolved = resolved(UNICODE_ESCAPE, 16, text);
        resolved = resolved(OCTAL_ESCAPE, 8, resolved);
        return JOINT.matcher(resolved).replaceAll("");
    }

    private static String resolved(Pattern escape, int radix, String text) {
        return escape.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), radix))));
    }

    private static int lineAt(String text, int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
