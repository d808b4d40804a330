package io.evoforge.app.credentials;

import io.evoforge.app.credentials.GitHubApi.Answer;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks GitHub whose a token is and whether it may write contents and pull requests of its repository. GitHub tells the
 * scopes of a classic token, but not the permissions of a fine-grained one; so it is sent two requests that it must refuse
 * as incomplete, and the way in which it refuses tells. Nothing is written.
 */
public final class GitHubCheck {
    private static final String SETUP = "`evoforge credentials setup`";

    private final Optional<URI> apiUrl;
    private final Duration deadline;

    /**
     * Asks GitHub.
     *
     * @param apiUrl base URL of its API; without it, found from the URL of the repository
     * @param deadline for each request
     */
    public GitHubCheck(Optional<URI> apiUrl, Duration deadline) {
        this.apiUrl = apiUrl;
        this.deadline = deadline;
    }

    /**
     * What the token of {@code credentials} may do.
     *
     * @throws CredentialException {@code DENIED} if GitHub does not accept the token, {@code MISSING} if it shows it no
     *     such repository, {@code UNAVAILABLE} if GitHub cannot be asked
     */
    public GitHubAccess check(GitCredentials credentials) {
        String repository = "/repos/" + ownerAndName(credentials.repository());
        GitHubApi api = new GitHubApi(
                apiUrl.orElseGet(() -> GitHubApi.baseFor(credentials.repository())), credentials.token(), deadline);
        TokenKind kind = TokenKind.of(credentials.token());
        Answer user = answered(api.get("/user"));
        String login = login(user, kind, credentials);
        Answer found = answered(api.get(repository));
        requireFound(found, credentials, kind, user);
        List<String> missing = new ArrayList<>();
        Optional<List<String>> scopes = scopes(found);
        boolean open = !found.body().path("private").asBoolean(true);
        if (scopes.isPresent() && kind != TokenKind.INSTALLATION) {
            checkScopes(scopes.get(), open, missing);
        }
        if (found.body().path("archived").asBoolean()) {
            missing.add("the repository is archived, so nobody can write to it. Unarchive it, or configure another.");
        }
        if (missing.isEmpty() && kind != TokenKind.INSTALLATION && !mayPush(found)) {
            missing.add("the account '" + login + "' may only read the repository. Give it the role Write.");
        }
        if (missing.isEmpty()) {
            checkWrite(api, repository + "/git/refs", "Contents", missing);
            checkWrite(api, repository + "/pulls", "Pull requests", missing);
        }
        return new GitHubAccess(login, describe(kind, scopes, user), describe(found, open), missing);
    }

    private static String ownerAndName(RepositoryUrl repository) {
        String path = repository.uri().getRawPath().replaceFirst("^/+", "").replaceFirst("/+$", "");
        String name = path.replaceFirst("\\.git$", "");
        if (name.split("/", -1).length != 2) {
            throw new CredentialException(
                    Reason.MALFORMED,
                    "'" + repository.redacted()
                            + "' is not a repository on GitHub, whose URLs end in owner/name. Correct"
                            + " the URL with " + SETUP + ".");
        }
        return name;
    }

    private static String login(Answer user, TokenKind kind, GitCredentials credentials) {
        if (user.status() == 200) {
            return user.body().path("login").asText(credentials.username());
        }
        if (kind == TokenKind.INSTALLATION) {
            return credentials.username(); // an App is not a user, and GitHub refuses to call it one
        }
        throw refused(user, "tell whose the token is");
    }

    private static void requireFound(Answer found, GitCredentials credentials, TokenKind kind, Answer user) {
        if (found.status() == 200) {
            return;
        }
        String repository = "'" + credentials.repository().redacted() + "'";
        if (found.status() == 301 || found.status() == 302 || found.status() == 307) {
            throw new CredentialException(
                    Reason.MALFORMED,
                    "GitHub says that the repository " + repository
                            + " has moved, and the token is not sent after it. Store its new URL with " + SETUP + ".");
        }
        if (found.status() == 404) {
            String next = kind == TokenKind.FINE_GRAINED || kind == TokenKind.INSTALLATION
                    ? "give the token access to this repository"
                    : "give the token the scope 'repo'";
            throw new CredentialException(
                    Reason.MISSING,
                    "GitHub shows this token no repository " + repository + " (404): either it does not exist, or the"
                            + " token may not see it. Correct the URL with " + SETUP + ", or " + next + ".");
        }
        throw refused(found, "show the repository " + repository + sso(user));
    }

    private static void checkScopes(List<String> scopes, boolean open, List<String> missing) {
        if (scopes.contains("repo") || (open && scopes.contains("public_repo"))) {
            return;
        }
        missing.add("the scope 'repo' (it has " + (scopes.isEmpty() ? "none" : String.join(", ", scopes))
                + "). Add it at https://github.com/settings/tokens; if GitHub makes a new token then, store it with "
                + SETUP + ".");
    }

    private static boolean mayPush(Answer found) {
        return found.body().path("permissions").path("push").asBoolean(true);
    }

    private static void checkWrite(GitHubApi api, String path, String permission, List<String> missing) {
        Answer answer = answered(api.postNothing(path));
        if (answer.status() == 403 || answer.status() == 404) {
            String wanted = answer.header("X-Accepted-GitHub-Permissions")
                    .filter(value -> value.matches("[a-z_=,; ]{1,200}"))
                    .map(value -> " (GitHub wants " + value + ")")
                    .orElse("");
            missing.add("the permission \"" + permission + ": read and write\"" + wanted
                    + ". Add it in the settings of the token or of the App.");
        } else if (answer.status() != 400 && answer.status() != 409 && answer.status() != 422) {
            throw refused(answer, "tell whether the token may write " + permission.toLowerCase(Locale.ROOT));
        }
    }

    /** The answer, unless it says that the token is no good or that GitHub cannot answer now. */
    private static Answer answered(Answer answer) {
        if (answer.status() == 401) {
            throw new CredentialException(
                    Reason.DENIED,
                    "GitHub does not accept the token (401): it has expired, was revoked, or was copied incompletely. Make"
                            + " a new one at https://github.com/settings/tokens and store it with " + SETUP + ".");
        }
        boolean spent =
                answer.header("X-RateLimit-Remaining").filter("0"::equals).isPresent();
        if (answer.status() == 429
                || (answer.status() == 403
                        && (spent || answer.header("Retry-After").isPresent()))) {
            throw new CredentialException(
                    Reason.UNAVAILABLE,
                    "GitHub answered " + answer.status() + ": the token has made too many requests. Wait until"
                            + " the limit is lifted, then run `evoforge credentials verify`.");
        }
        if (answer.status() >= 500) {
            throw refused(answer, "answer");
        }
        return answer;
    }

    private static CredentialException refused(Answer answer, String what) {
        return new CredentialException(
                answer.status() >= 500 ? Reason.UNAVAILABLE : Reason.DENIED,
                "GitHub does not " + what + " (status " + answer.status() + ")" + sso(answer)
                        + ". Check the address of its API and https://www.githubstatus.com, then run `evoforge credentials"
                        + " verify`.");
    }

    private static String sso(Answer answer) {
        return answer.header("X-GitHub-SSO").isPresent()
                ? "; the organization wants the token to be authorized for single sign-on in the settings of the token"
                : "";
    }

    private static Optional<List<String>> scopes(Answer answer) {
        return answer.header("X-OAuth-Scopes")
                .map(value -> Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(scope -> scope.matches("[a-z_:]{1,60}"))
                        .collect(Collectors.toList()));
    }

    private static String describe(TokenKind kind, Optional<List<String>> scopes, Answer user) {
        return kind
                + scopes.map(list -> ", scopes: " + (list.isEmpty() ? "none" : String.join(", ", list)))
                        .orElse("")
                + user.header("GitHub-Authentication-Token-Expiration")
                        .filter(value -> value.matches("[0-9A-Za-z :+-]{1,60}"))
                        .map(value -> ", ends " + value)
                        .orElse("");
    }

    private static String describe(Answer found, boolean open) {
        return found.body().path("full_name").asText("?") + ", " + (open ? "public" : "private") + ", default branch "
                + found.body().path("default_branch").asText("?");
    }
}
