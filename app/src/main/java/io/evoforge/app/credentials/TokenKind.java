package io.evoforge.app.credentials;

import io.evoforge.core.credentials.Secret;
import java.util.Arrays;

/** The kinds of tokens that GitHub hands out, told by their first letters. */
public enum TokenKind {
    /** A personal access token that may do what its scopes allow, in every repository of the account. */
    CLASSIC("ghp_", "classic token"),
    /** A personal access token for chosen repositories and permissions. */
    FINE_GRAINED("github_pat_", "fine-grained token"),
    /** A token of a GitHub App, for an hour. */
    INSTALLATION("ghs_", "token of a GitHub App"),
    /** A token that a person gave to an application. */
    OAUTH("gho_", "OAuth token"),
    /** A token of an App acting for a person. */
    USER_TO_SERVER("ghu_", "token of a GitHub App for a person"),
    /** Something else, such as a token of another host. */
    UNKNOWN("", "token");

    private final String prefix;
    private final String words;

    TokenKind(String prefix, String words) {
        this.prefix = prefix;
        this.words = words;
    }

    /** What kind {@code token} is. */
    public static TokenKind of(Secret token) {
        String value = token.reveal();
        return Arrays.stream(values())
                .filter(kind -> value.startsWith(kind.prefix))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** A token of this kind as it may be shown: its first letters, which say nothing, and then always twelve x. */
    public String redacted() {
        return prefix + "xxxxxxxxxxxx";
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
