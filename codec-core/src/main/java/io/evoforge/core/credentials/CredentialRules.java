package io.evoforge.core.credentials;

import java.util.regex.Pattern;

/**
 * What usable credentials look like. Every check throws an {@link IllegalArgumentException} whose message is the end of
 * a sentence that starts with the name of the value, such as "ends with a line break; ..."; it never holds the value.
 */
public final class CredentialRules {
    private static final int MAX_TOKEN_CHARACTERS = 4096;
    private static final int MAX_NAME_CHARACTERS = 256;
    private static final int MAX_KEY_CHARACTERS = 32_768;
    private static final Pattern PLACEHOLDER = Pattern.compile("(gh[a-z]_|github_pat_)?[xX]{8,}");
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "\\s*-----BEGIN (RSA )?PRIVATE KEY-----\\s[A-Za-z0-9+/=\\s]+-----END (RSA )?PRIVATE KEY-----\\s*");

    private CredentialRules() {}

    /** Checks the account name: one line of 1 to 256 characters that Git can write into a commit. */
    public static void checkUsername(String username) {
        checkName(username);
    }

    /** Checks the token: visible ASCII characters, nothing around them. */
    public static void checkToken(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("is empty; put the token there");
        }
        if (token.charAt(0) == '\uFEFF') {
            throw new IllegalArgumentException(
                    "starts with a byte order mark, which some editors write into a file; store"
                            + " the token without it");
        }
        if (token.endsWith("\n") || token.endsWith("\r")) {
            throw new IllegalArgumentException("ends with a line break, which does not belong to the token; store it"
                    + " without (`echo` adds one, `echo -n` does not)");
        }
        if (token.isBlank() || Character.isWhitespace(token.charAt(0)) || endsWithWhitespace(token)) {
            throw new IllegalArgumentException("has blanks around it; store the token without them");
        }
        if (token.length() > 1 && isQuote(token.charAt(0)) && token.charAt(token.length() - 1) == token.charAt(0)) {
            throw new IllegalArgumentException("stands in quotes; store the token without them");
        }
        if (token.length() > MAX_TOKEN_CHARACTERS) {
            throw new IllegalArgumentException("has " + token.length() + " characters, and no token has more than "
                    + MAX_TOKEN_CHARACTERS + "; store only the token");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "holds a blank or a character outside ASCII, which no token has; copy the token again");
        }
        if (PLACEHOLDER.matcher(token).matches()) {
            throw new IllegalArgumentException("is a placeholder made of x; put the real token there");
        }
    }

    /** Checks the e-mail address: one {@code @} with something on both sides, and no blank. */
    public static void checkEmail(String email) {
        checkName(email);
        int at = email.indexOf('@');
        if (at <= 0 || at != email.lastIndexOf('@') || at == email.length() - 1) {
            throw new IllegalArgumentException("is not an e-mail address; write it as name@example.com");
        }
        if (email.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("holds a blank; write it as name@example.com");
        }
    }

    /**
     * Checks and parses the URL of a repository that a token may be sent to: {@code https}, or {@code http} to this
     * machine. The messages are whole sentences here.
     */
    public static RepositoryUrl checkRepository(String url) {
        RepositoryUrl repository = new RepositoryUrl(url);
        String scheme = repository.scheme();
        if (scheme.equals("ssh") || scheme.equals("file")) {
            throw new IllegalArgumentException("the repository URL starts with " + scheme
                    + ":, where no token is used; write it as https://github.com/owner/name.git");
        }
        if (scheme.equals("http") && !repository.isLoopback()) {
            throw new IllegalArgumentException(
                    "the repository URL starts with http://, which would send the token readable to everybody; write https://");
        }
        String path = repository.uri().getPath();
        if (path == null || path.isEmpty() || path.equals("/")) {
            throw new IllegalArgumentException(
                    "the repository URL names no repository on its host; write it as https://github.com/owner/name.git");
        }
        return repository;
    }

    /** Checks the private key of a GitHub App: PEM, RSA, not encrypted. */
    public static void checkPrivateKey(String pem) {
        if (pem.isBlank()) {
            throw new IllegalArgumentException("is empty; put the content of the .pem file there");
        }
        if (pem.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "is encrypted with a pass phrase; store it as GitHub handed it out, the store encrypts it");
        }
        if (pem.contains("\\n")) {
            throw new IllegalArgumentException(
                    "holds a backslash and an n instead of line breaks; store it with real line" + " breaks");
        }
        if (pem.length() > MAX_KEY_CHARACTERS || !PRIVATE_KEY.matcher(pem).matches()) {
            throw new IllegalArgumentException("is not a private key; put the whole .pem file there, from"
                    + " '-----BEGIN RSA PRIVATE KEY-----' to '-----END RSA PRIVATE KEY-----'");
        }
    }

    static void checkNumber(long number) {
        if (number <= 0) {
            throw new IllegalArgumentException("must be a whole number above 0; the settings page of the App shows it");
        }
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("is empty; put a value there");
        }
        if (name.length() > MAX_NAME_CHARACTERS) {
            throw new IllegalArgumentException("is longer than " + MAX_NAME_CHARACTERS + " characters; shorten it");
        }
        if (!name.equals(name.strip()) || name.charAt(0) == '\uFEFF') {
            throw new IllegalArgumentException("has blanks or a line break around it; store it without them");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '<' || c == '>')) {
            throw new IllegalArgumentException("holds a line break, a control character, '<' or '>', which Git cannot"
                    + " write into a commit; remove it");
        }
    }

    private static boolean endsWithWhitespace(String text) {
        return Character.isWhitespace(text.charAt(text.length() - 1));
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
