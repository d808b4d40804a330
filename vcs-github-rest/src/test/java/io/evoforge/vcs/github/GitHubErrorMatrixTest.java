package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitHubErrorMatrixTest {
    private static final String DOING = "push to 'main' of 'acme/codec'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | Bad credentials                                            | UNAUTHENTICATED
                    401 | A JSON web token could not be decoded                      | UNAUTHENTICATED
                    403 | Resource not accessible by integration                     | FORBIDDEN
                    403 | Resource not accessible by personal access token           | FORBIDDEN
                    403 | Must have push access to repository                        | FORBIDDEN
                    403 | Repository was archived so is read-only.                   | FORBIDDEN
                    403 | You have exceeded a secondary rate limit. Please wait.     | RATE_LIMITED
                    403 | You have triggered an abuse detection mechanism.           | RATE_LIMITED
                    404 | Not Found                                                  | NOT_FOUND
                    409 | Git Repository is empty.                                   | PROTOCOL
                    409 | codec.txt does not match 0123                              | CONTENDED
                    409 | src/Secret.java does not match 0123                        | CONTENDED
                    409 | is at 0123 but expected 4567                               | CONTENDED
                    403 | Upgrade to GitHub Pro or make this repository public.       | FORBIDDEN
                    410 | Issues are disabled for this repo                          | PROTOCOL
                    423 | Repository access blocked                                  | FORBIDDEN
                    451 | Repository access blocked                                  | FORBIDDEN
                    405 | Pull Request is not mergeable                              | CONTENDED
                    409 | Head branch was modified. Review and try the merge again.  | CONTENDED
                    422 | Reference does not exist                                   | CONTENDED
                    422 | GitRPC::BadObjectState                                     | CONTENDED
                    422 | Tree SHA does not exist                                    | UNREACHABLE
                    422 | Head sha can't be blank                                    | UNREACHABLE
                    422 | Could not resolve to a node with the global id of 'PR_1'   | UNREACHABLE
                    422 | Reference already exists                                   | PROTOCOL
                    422 | A pull request already exists for acme:evolution/v2.       | PROTOCOL
                    422 | No commits between main and evolution/v2                   | PROTOCOL
                    422 | Must supply tree.sha or tree.content                       | PROTOCOL
                    422 | Update is not a fast forward                               | CONTENDED
                    422 | Object does not exist                                      | UNREACHABLE
                    422 | base_tree is not a valid tree oid                          | UNREACHABLE
                    422 | Invalid request. "sha" wasn't supplied.                    | CONTENDED
                    405 | Base branch was modified. Review and try the merge again.  | CONTENDED
                    429 | Too many requests                                          | RATE_LIMITED
                    500 | Server Error                                               | UNREACHABLE
                    502 | Bad gateway                                                | UNREACHABLE
                    503 | Service unavailable                                        | UNREACHABLE
                    400 | Problems parsing JSON                                      | PROTOCOL
                    """)
    void each_answer_has_a_reason(int status, String message, Reason reason) {
        GitHubFault fault = GitHubErrors.of(answer(status, message, Map.of()));

        assertThat(fault.toException(DOING).reason()).isEqualTo(reason);
        assertThat(fault.toException(DOING)).hasMessageContaining(DOING).hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    422 | Changes must be made through a pull request.               | PROTECTED_BRANCH
                    422 | Required status check "build" is expected.                 | PROTECTED_BRANCH
                    422 | At least 1 approving review is required                    | PROTECTED_BRANCH
                    422 | Cannot update this protected ref.                          | PROTECTED_BRANCH
                    422 | Reference update failed                                    | PROTECTED_BRANCH
                    422 | 2 of 2 required status checks are expected.                | PROTECTED_BRANCH
                    422 | Repository rule violations found: Push cannot contain secrets | SECRET_FOUND
                    422 | Repository rule violations found: Changes must be made through a pull request. | PROTECTED_BRANCH
                    422 | Repository rule violations found: Commits must be signed   | RULE_VIOLATION
                    409 | Repository rule violations found: Secret detected in content | SECRET_FOUND
                    422 | blob is too large                                          | TOO_LARGE
                    422 | Sorry, your request timed out. It's likely that your input was too large to process. | TOO_LARGE
                    422 | Something that nobody has seen yet                         | OTHER
                    """)
    void each_rejection_is_told_apart(int status, String message, Rejection.Reason reason) {
        GitHubFault fault = GitHubErrors.of(answer(status, message, Map.of()));

        assertThat(fault.toRejection(DOING)).map(Rejection::reason).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    STALE_DATA    | Expected branch to point to "0123" but it did not. Pull and try again. | CONTENDED
                    NOT_FOUND     | Could not resolve to a Repository with the name 'acme/codec'.          | NOT_FOUND
                    NOT_FOUND     | A ref with the name 'main' does not exist.                             | CONTENDED
                    FORBIDDEN     | Resource not accessible by integration                                 | FORBIDDEN
                    RATE_LIMITED  | API rate limit exceeded for user ID 1.                                 | RATE_LIMITED
                    UNPROCESSABLE | Something went wrong while updating refs.                              | CONTENDED
                    """)
    void each_error_of_graphql_has_a_reason(String type, String message, Reason reason) {
        GitHubFault fault =
                GitHubErrors.ofGraphQl(GitHubApi.object().put("type", type).put("message", message));

        assertThat(fault.toException(DOING).reason()).isEqualTo(reason);
        assertThat(fault.toException(DOING)).hasMessageContaining(DOING).hasMessageEndingWith(".");
    }

    @Test
    void an_expired_token_is_named_with_the_next_step() {
        GitHubFault fault = GitHubErrors.of(answer(401, "Bad credentials", Map.of()));

        assertThat(fault.toException(DOING))
                .hasMessage("Cannot push to 'main' of 'acme/codec': GitHub answered 401, authentication required (Bad"
                        + " credentials). The token is wrong, expired or revoked. Make a new one on GitHub (Settings,"
                        + " Developer settings), put it where the credentials come from, then run `evoforge credentials"
                        + " verify`.");
    }

    @Test
    void a_repository_that_is_not_seen_is_named_with_the_next_step() {
        GitHubFault fault = GitHubErrors.of(answer(404, "Not Found", Map.of()));

        assertThat(fault.toException(DOING))
                .hasMessageContaining("repository not found")
                .hasMessageContaining("Check the repository's URL")
                .hasMessageContaining("'repo'");
    }

    @Test
    void a_missing_permission_is_named_as_github_names_it() {
        GitHubFault fault = GitHubErrors.of(answer(
                403,
                "Resource not accessible by personal access token",
                Map.of("X-Accepted-GitHub-Permissions", "contents=write")));

        assertThat(fault.toException(DOING))
                .hasMessageContaining("insufficient permissions")
                .hasMessageContaining("'contents=write'");
    }

    @Test
    void single_sign_on_is_named_with_its_address() {
        GitHubFault fault = GitHubErrors.of(answer(
                403,
                "Resource protected by organization SAML enforcement.",
                Map.of("X-GitHub-SSO", "required; url=https://sso")));

        assertThat(fault.toException(DOING))
                .hasMessageContaining("single sign-on")
                .hasMessageContaining("https://sso");
    }

    @Test
    void a_page_that_is_no_json_is_not_quoted() {
        ApiResponse page = new ApiResponse(
                407,
                Map.of("content-type", List.of("text/html")),
                "<html>proxy</html>".getBytes(StandardCharsets.UTF_8));

        assertThat(GitHubErrors.of(page).toException(DOING))
                .hasMessageContaining("a page that is no JSON")
                .hasMessageContaining("proxy")
                .hasMessageNotContaining("<html>");
    }

    @Test
    void what_looks_like_a_token_is_not_repeated() {
        GitHubFault fault = GitHubErrors.of(
                answer(422, "Bad value ghp_0123456789abcdefghij0123456789abcdef in\u0007 field", Map.of()));

        assertThat(fault.toException(DOING))
                .hasMessageContaining("[redacted] in  field")
                .hasMessageNotContaining("ghp_");
    }

    private static ApiResponse answer(int status, String message, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        all.put("content-type", List.of("application/json; charset=utf-8"));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        String json = GitHubApi.object().put("message", message).toString();
        return new ApiResponse(status, all, json.getBytes(StandardCharsets.UTF_8));
    }
}
