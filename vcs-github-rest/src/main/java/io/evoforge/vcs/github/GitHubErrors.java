package io.evoforge.vcs.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.vcs.github.GitHubFault.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What each of GitHub's error answers means, in one place. */
final class GitHubErrors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}]+");
    private static final int LONGEST_QUOTE = 300;

    /** A fragment of GitHub's words, in lower case, and what it means. The first that fits counts. */
    private record Sign(String fragment, Kind kind, String next) {}

    private static final String OWN_BRANCH =
            "Use the commit strategy 'pull-request', or let the account bypass the protection.";
    private static final String SECRET = "Take the secret out of the file and revoke it; this is never worked around.";
    private static final String WAIT = "It is tried again later; nothing is lost.";

    private static final List<Sign> SIGNS = List.of(
            new Sign("secret detected", Kind.SECRET, SECRET),
            new Sign("secrets detected", Kind.SECRET, SECRET),
            new Sign("contain secrets", Kind.SECRET, SECRET),
            new Sign("secret scanning", Kind.SECRET, SECRET),
            new Sign("secret-scanning", Kind.SECRET, SECRET),
            new Sign("push protection", Kind.SECRET, SECRET),
            new Sign("changes must be made through a pull request", Kind.PROTECTED, OWN_BRANCH),
            new Sign("protected branch", Kind.PROTECTED, OWN_BRANCH),
            new Sign("protected ref", Kind.PROTECTED, OWN_BRANCH),
            new Sign("required status check", Kind.PROTECTED, OWN_BRANCH),
            new Sign("approving review is required", Kind.PROTECTED, OWN_BRANCH),
            new Sign("reference update failed", Kind.PROTECTED, OWN_BRANCH),
            new Sign(
                    "repository rule violations",
                    Kind.RULE_VIOLATION,
                    "Look at the rules of the repository (Settings, Rules), and change the commit or the rule."),
            new Sign("git repository is empty", Kind.EMPTY_REPOSITORY, "Make a first commit."),
            new Sign("update is not a fast forward", Kind.STALE, WAIT),
            new Sign("expected branch to point to", Kind.STALE, WAIT),
            new Sign("something went wrong while updating refs", Kind.STALE, WAIT),
            new Sign("but expected", Kind.STALE, WAIT),
            new Sign("expected to be at", Kind.STALE, WAIT),
            new Sign("does not match", Kind.STALE, WAIT),
            new Sign("\"sha\" wasn't supplied", Kind.STALE, WAIT),
            new Sign("base branch was modified", Kind.STALE, WAIT),
            new Sign("head branch was modified", Kind.STALE, WAIT),
            new Sign("clean status", Kind.STALE, WAIT),
            new Sign(
                    "pull request is not mergeable",
                    Kind.CONFLICT,
                    "Bring the two branches together by hand, or close the pull request."),
            new Sign(
                    "merge conflict",
                    Kind.CONFLICT,
                    "Bring the two branches together by hand, or close the pull request."),
            new Sign("reference does not exist", Kind.STALE, WAIT),
            new Sign("gitrpc::badobjectstate", Kind.STALE, WAIT),
            new Sign("which does not exist", Kind.STALE, WAIT),
            new Sign("reference already exists", Kind.EXISTS, WAIT),
            new Sign("pull request already exists", Kind.EXISTS, WAIT),
            new Sign("already_exists", Kind.EXISTS, WAIT),
            new Sign("no commits between", Kind.NOTHING_BETWEEN, "There is nothing to propose."),
            new Sign("tree sha does not exist", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("object does not exist", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("parent sha does not exist", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("not a valid tree oid", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("is not a valid blob", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("head sha can't be blank", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("could not verify object", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign("could not resolve to a node", Kind.NOT_VISIBLE_YET, WAIT),
            new Sign(
                    "too large",
                    Kind.TOO_LARGE,
                    "Make the file smaller, or keep it outside the repository; GitHub takes 40 MiB this way."),
            new Sign(
                    "without `workflow",
                    Kind.PATH,
                    "Give a classic token the scope 'workflow', a fine-grained token or an App 'Workflows: read and write',"
                            + " or keep workflow files out of the changeset."),
            new Sign(
                    "archived",
                    Kind.FORBIDDEN,
                    "Unarchive the repository (Settings, Danger zone), or configure another one."),
            new Sign(
                    "could not be decoded",
                    Kind.UNAUTHENTICATED,
                    "Check the App's id and its private key, and this machine's clock."));

    private GitHubErrors() {}

    /** Whether GitHub asks us to slow down. */
    static boolean isLimit(ApiResponse response) {
        if (response.status() != 403 && response.status() != 429) {
            return false;
        }
        String words = words(response).toLowerCase(Locale.ROOT);
        return response.status() == 429
                || response.header("retry-after").isPresent()
                || response.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
                || words.contains("secondary rate limit")
                || words.contains("abuse detection");
    }

    /** Whether GitHub asks us to slow down in an answer of GraphQL's, where that looks like a success. */
    static boolean isGraphQlLimit(ApiResponse response) {
        if (response.status() != 200 || !response.isJson() || !response.text().contains("\"errors\"")) {
            return false;
        }
        try {
            for (JsonNode error : JSON.readTree(response.body()).path("errors")) {
                String words = error.path("message").asText("").toLowerCase(Locale.ROOT);
                if (error.path("type").asText("").equals("RATE_LIMITED") || words.contains("secondary rate limit")) {
                    return true;
                }
            }
            return false;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** What an answer that is no success means. */
    static GitHubFault of(ApiResponse response) {
        int status = response.status();
        String words = words(response);
        if (status >= 500) {
            return new GitHubFault(Kind.SERVER_ERROR, status, words, WAIT, null);
        }
        if (status == 422 && words.startsWith("Sorry, your request timed out")) {
            return new GitHubFault(Kind.TOO_LARGE, status, words, "Put fewer or smaller files into one commit.", null);
        }
        if (isLimit(response)) {
            return new GitHubFault(Kind.RATE_LIMITED, status, words, WAIT, null);
        }
        if (!response.isJson()) {
            return new GitHubFault(
                    Kind.PROTOCOL,
                    status,
                    words,
                    "Something between here and GitHub answered instead. Check the address of the interface and the"
                            + " proxy.",
                    null);
        }
        return switch (status) {
            case 401 -> unauthenticated(status, words);
            case 403 -> bySign(Kind.FORBIDDEN, status, words, forbidden(response));
            case 404 -> notFound(status, words);
            case 410 -> new GitHubFault(Kind.INVALID, status, words, "The repository has this feature off.", null);
            case 423, 451 -> new GitHubFault(Kind.FORBIDDEN, status, words, "Ask GitHub's support.", null);
            case 400 ->
                new GitHubFault(Kind.PROTOCOL, status, words, "This is a fault of ours; please report it.", null);
            default ->
                bySign(
                        Kind.INVALID,
                        status,
                        words,
                        "Look at GitHub's words, then change the commit or the repository's settings.");
        };
    }

    /** What one of the errors of a GraphQL answer means. */
    static GitHubFault ofGraphQl(JsonNode error) {
        String type = error.path("type").asText("");
        String words = quoted(error.path("message").asText("no message"));
        return switch (type) {
            case "NOT_FOUND" ->
                words.contains("ref with the name")
                        ? new GitHubFault(Kind.STALE, 200, words, WAIT, null)
                        : notFound(200, words);
            case "FORBIDDEN", "INSUFFICIENT_SCOPES" -> bySign(Kind.FORBIDDEN, 200, words, scope());
            case "STALE_DATA" -> new GitHubFault(Kind.STALE, 200, words, WAIT, null);
            case "RATE_LIMITED" -> new GitHubFault(Kind.RATE_LIMITED, 200, words, WAIT, null);
            default ->
                bySign(
                        Kind.INVALID,
                        200,
                        words,
                        "Look at GitHub's words, then change the commit or the repository's settings.");
        };
    }

    private static GitHubFault unauthenticated(int status, String words) {
        return new GitHubFault(
                Kind.UNAUTHENTICATED,
                status,
                "authentication required (" + words + ")",
                "The token is wrong, expired or revoked. Make a new one on GitHub (Settings, Developer settings), put it"
                        + " where the credentials come from, then run `evoforge credentials verify`.",
                null);
    }

    private static GitHubFault bySign(Kind otherwise, int status, String words, String next) {
        String lower = words.toLowerCase(Locale.ROOT);
        for (Sign sign : SIGNS) {
            if (lower.contains(sign.fragment)) {
                return new GitHubFault(sign.kind, status, words, sign.next, null);
            }
        }
        String said = otherwise == Kind.FORBIDDEN ? "insufficient permissions (" + words + ")" : words;
        return new GitHubFault(otherwise, status, said, next, null);
    }

    private static String forbidden(ApiResponse response) {
        String sso = response.header("x-github-sso").orElse("");
        if (!sso.isEmpty()) {
            return "The organisation wants single sign-on for this token; authorise it: " + quoted(sso) + ".";
        }
        return response.header("x-accepted-github-permissions")
                .map(needed -> "Give the token the permission '" + quoted(needed) + "' on the repository.")
                .orElse(scope());
    }

    private static String scope() {
        return "Give a classic token the scope 'repo', a fine-grained token or an App 'Contents: read and write' (for"
                + " pull requests also 'Pull requests: read and write').";
    }

    private static GitHubFault notFound(int status, String words) {
        return new GitHubFault(
                Kind.NOT_FOUND,
                status,
                "repository not found, or something in it (" + words + ")",
                "GitHub answers the same where the token may not see what is there. Check the repository's URL, and that"
                        + " the token is for this repository and has the scope 'repo'.",
                null);
    }

    /** GitHub's message with its details, on one line and cut. */
    static String words(ApiResponse response) {
        if (!response.isJson()) {
            return response.body().length == 0 ? "an empty answer" : "a page that is no JSON";
        }
        try {
            JsonNode json = JSON.readTree(response.body());
            StringBuilder words = new StringBuilder(json.path("message").asText("no message"));
            for (JsonNode error : json.path("errors")) {
                String detail = error.isTextual()
                        ? error.asText()
                        : error.path("message").asText(error.path("code").asText(""));
                if (!detail.isEmpty()) {
                    words.append(": ").append(detail);
                }
            }
            if (json.path("metadata").has("secret_scanning")) {
                words.append(": secret detected");
            }
            return quoted(words.toString());
        } catch (JsonProcessingException e) {
            return "broken JSON";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        String line = UNPRINTABLE.matcher(Redaction.of(text)).replaceAll(" ").strip();
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
    }
}
