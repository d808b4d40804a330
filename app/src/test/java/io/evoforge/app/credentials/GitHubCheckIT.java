package io.evoforge.app.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubCheckIT {
    private static final String CLASSIC = "ghp_check0123456789abcdef";
    private static final String FINE_GRAINED = "github_pat_check0123456789abcdef";
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    private final WireMockServer gitHub = new WireMockServer(wireMockConfig().dynamicPort());
    private Duration deadline = Duration.ofSeconds(60);

    @BeforeEach
    void start() {
        gitHub.start();
        user(okJson("{\"login\":\"codec-bot\"}"));
        repository(okJson(repositoryJson(true, false, true)));
        refs(aResponse().withStatus(422));
        pulls(aResponse().withStatus(422));
    }

    @AfterEach
    void stop() {
        gitHub.stop();
    }

    @Test
    void a_classic_token_with_its_scope_may_do_everything() {
        user(okJson("{\"login\":\"codec-bot\"}")
                .withHeader("GitHub-Authentication-Token-Expiration", "2027-01-01 12:00:00 UTC"));
        repository(okJson(repositoryJson(true, false, true)).withHeader("X-OAuth-Scopes", "gist, repo"));

        GitHubAccess access = check(CLASSIC);

        assertThat(access.isSufficient()).isTrue();
        assertThat(access.login()).isEqualTo("codec-bot");
        assertThat(access.token()).isEqualTo("classic token, scopes: gist, repo, ends 2027-01-01 12:00:00 UTC");
        assertThat(access.repository()).isEqualTo("acme/codec, private, default branch main");
        gitHub.verify(getRequestedFor(urlEqualTo("/user")).withHeader("Authorization", equalTo("Bearer " + CLASSIC)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gist        | true  | the scope 'repo' (it has gist). Add it at https://github.com/settings/tokens
            ''          | true  | the scope 'repo' (it has none).
            public_repo | true  | the scope 'repo' (it has public_repo).
            """)
    void a_classic_token_without_the_scope_is_told_which(String scopes, boolean isPrivate, String lack) {
        repository(okJson(repositoryJson(isPrivate, false, true)).withHeader("X-OAuth-Scopes", scopes));

        assertThat(check(CLASSIC).missing()).singleElement().asString().startsWith(lack);
    }

    @Test
    void for_a_public_repository_the_smaller_scope_is_enough() {
        repository(okJson(repositoryJson(false, false, true)).withHeader("X-OAuth-Scopes", "public_repo"));

        assertThat(check(CLASSIC).isSufficient()).isTrue();
    }

    @Test
    void a_fine_grained_token_is_told_each_missing_permission() {
        refs(aResponse().withStatus(403).withHeader("X-Accepted-GitHub-Permissions", "contents=write"));
        pulls(aResponse().withStatus(403).withHeader("X-Accepted-GitHub-Permissions", "pull_requests=write"));

        assertThat(check(FINE_GRAINED).missing())
                .containsExactly(
                        "the permission \"Contents: read and write\" (GitHub wants contents=write). Add it in the settings"
                                + " of the token or of the App.",
                        "the permission \"Pull requests: read and write\" (GitHub wants pull_requests=write). Add it in"
                                + " the settings of the token or of the App.");
    }

    @Test
    void an_account_that_may_only_read_and_an_archived_repository_are_named() {
        repository(okJson(repositoryJson(true, false, false)));
        assertThat(check(FINE_GRAINED).missing())
                .singleElement()
                .asString()
                .startsWith("the account 'codec-bot' may only read");

        repository(okJson(repositoryJson(true, true, true)));
        assertThat(check(FINE_GRAINED).missing()).singleElement().asString().startsWith("the repository is archived");
    }

    @Test
    void the_token_of_an_app_belongs_to_no_user() {
        user(aResponse().withStatus(403).withBody("{\"message\":\"Resource not accessible by integration\"}"));

        GitHubAccess access = check("ghs_check0123456789abcdef");

        assertThat(access.isSufficient()).isTrue();
        assertThat(access.login()).isEqualTo("codec-account");
    }

    @Test
    void a_bad_token_is_denied_with_the_next_step() {
        user(aResponse().withStatus(401).withBody("{\"message\":\"Bad credentials\"}"));

        assertFault(
                Reason.DENIED, "GitHub does not accept the token (401): it has expired, was revoked, or was copied");
    }

    @Test
    void a_repository_that_the_token_cannot_see_is_named() {
        repository(aResponse().withStatus(404));

        assertFault(
                Reason.MISSING,
                "GitHub shows this token no repository 'https://github.com/acme/codec.git' (404): either it does not"
                        + " exist, or the token may not see it. Correct the URL with `evoforge credentials setup`, or give"
                        + " the token the scope 'repo'.");
    }

    @Test
    void a_redirect_is_not_followed_with_the_token() {
        repository(aResponse().withStatus(301).withHeader("Location", gitHub.baseUrl() + "/elsewhere"));

        assertFault(Reason.MALFORMED, "has moved, and the token is not sent after it");
        gitHub.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void a_limit_is_told_from_a_refusal() {
        user(aResponse().withStatus(403).withHeader("X-RateLimit-Remaining", "0"));

        assertFault(Reason.UNAVAILABLE, "the token has made too many requests");
    }

    @Test
    void an_organization_that_wants_single_sign_on_is_named() {
        repository(aResponse()
                .withStatus(403)
                .withHeader("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso"));

        assertFault(Reason.DENIED, "authorized for single sign-on");
    }

    @Test
    void a_silent_a_dribbling_and_a_flooding_server_are_left_at_their_limits() {
        deadline = Duration.ofSeconds(1);
        gitHub.stubFor(get(anyUrl()).willReturn(okJson("{}").withFixedDelay(60_000)));
        assertFault(Reason.UNAVAILABLE, "did not answer within 1000 ms");

        gitHub.stubFor(get(anyUrl())
                .willReturn(okJson("{\"a\":\"" + "x".repeat(500) + "\"}").withChunkedDribbleDelay(100, 60_000)));
        assertFault(Reason.UNAVAILABLE, "did not answer within 1000 ms");

        deadline = Duration.ofSeconds(60);
        gitHub.stubFor(get(anyUrl()).willReturn(aResponse().withBody("x".repeat(2_000_000))));
        assertFault(Reason.UNAVAILABLE, "the answer is larger than 1048576 bytes");
    }

    @Test
    void a_server_that_fails_or_talks_html_is_named() {
        user(aResponse().withStatus(502).withBody("<html>Unicorn</html>"));

        assertFault(Reason.UNAVAILABLE, "GitHub does not answer (status 502)");
    }

    @Test
    void the_api_is_found_from_the_url_of_the_repository() {
        assertThat(GitHubApi.baseFor(REPOSITORY)).isEqualTo(URI.create("https://api.github.com"));
        assertThat(GitHubApi.baseFor(new RepositoryUrl("https://git.example:8443/acme/codec.git")))
                .isEqualTo(URI.create("https://git.example:8443/api/v3"));
    }

    @Test
    void a_url_without_owner_is_refused_before_anything_is_sent() {
        GitCredentials credentials = new GitCredentials(
                "codec-bot", new Secret(CLASSIC), "bot@example.com", new RepositoryUrl("https://github.com/codec.git"));

        assertThatThrownBy(() -> underTest().check(credentials)).hasMessageContaining("end in owner/name");
        assertThat(gitHub.getAllServeEvents()).isEmpty();
    }

    private void assertFault(Reason reason, String message) {
        assertThatThrownBy(() -> check(CLASSIC))
                .hasMessageContaining(message)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain(CLASSIC))
                .extracting(fault -> ((CredentialException) fault).reason())
                .isEqualTo(reason);
    }

    private GitHubAccess check(String token) {
        return underTest().check(new GitCredentials("codec-account", new Secret(token), "bot@example.com", REPOSITORY));
    }

    private GitHubCheck underTest() {
        return new GitHubCheck(Optional.of(URI.create(gitHub.baseUrl())), deadline);
    }

    private void user(ResponseDefinitionBuilder answer) {
        gitHub.stubFor(get("/user").willReturn(answer));
    }

    private void repository(ResponseDefinitionBuilder answer) {
        gitHub.stubFor(get("/repos/acme/codec").willReturn(answer));
    }

    private void refs(ResponseDefinitionBuilder answer) {
        gitHub.stubFor(post("/repos/acme/codec/git/refs")
                .withRequestBody(equalTo("{}"))
                .willReturn(answer));
    }

    private void pulls(ResponseDefinitionBuilder answer) {
        gitHub.stubFor(
                post("/repos/acme/codec/pulls").withRequestBody(equalTo("{}")).willReturn(answer));
    }

    private static String repositoryJson(boolean isPrivate, boolean archived, boolean push) {
        return ("{\"full_name\":\"acme/codec\",\"default_branch\":\"main\",\"private\":%s,\"archived\":%s,"
                        + "\"permissions\":{\"push\":%s}}")
                .formatted(isPrivate, archived, push);
    }
}
