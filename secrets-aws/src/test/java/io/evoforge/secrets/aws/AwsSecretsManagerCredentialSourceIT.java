package io.evoforge.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.credentials.Secret;
import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.credentials.CredentialSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, the cache, rotation and GitHub Apps, against a server that speaks the protocol. */
class AwsSecretsManagerCredentialSourceIT extends CredentialSourceContract {
    private static final String OLD = "ghp_old0123456789abcdefghijklmnop";
    private static final String NEW = "ghp_new0123456789abcdefghijklmnop";

    private final SecretsManagerServer server = new SecretsManagerServer();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final AwsSecretsManagerCredentialSource source = new AwsSecretsManagerCredentialSource(
            server.secret(), RefreshSettings.DEFAULT, clock, null, SecretsManagerServer.AWS_CREDENTIALS);

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    @Override
    protected void store(GitCredentials credentials) {
        server.holds(SecretDocument.write(credentials));
    }

    @Override
    protected void breakPlace(String token) {
        server.holds("{\"username\":\"codec-bot\",\"token\":\"" + token);
    }

    @Override
    protected CredentialSource source() {
        return source;
    }

    @Test
    void the_current_version_is_asked_for_by_its_label() {
        store(credentials(OLD));

        source.find(REPOSITORY);

        assertThat(server.lastBody("GetSecretValue"))
                .isEqualTo("{\"SecretId\":\"ai-video-codec/github-credentials\",\"VersionStage\":\"AWSCURRENT\"}");
    }

    @Test
    void within_the_cache_age_aws_is_asked_once() {
        store(credentials(OLD));

        source.find(REPOSITORY);
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        source.find(REPOSITORY);
        assertThat(server.calls("GetSecretValue")).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        source.find(REPOSITORY);
        assertThat(server.calls("GetSecretValue")).isEqualTo(2);
    }

    @Test
    void a_token_rotated_in_the_middle_of_a_run_is_taken_up_with_one_read() {
        store(credentials(OLD));
        GitCredentials inUse = source.find(REPOSITORY).orElseThrow();

        store(credentials(NEW));
        GitCredentials first = source.refresh(inUse).orElseThrow();
        GitCredentials second = source.refresh(inUse).orElseThrow();

        assertThat(first.token().reveal()).isEqualTo(NEW);
        assertThat(second.token().reveal()).isEqualTo(NEW);
        assertThat(source.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo(NEW);
        assertThat(server.calls("GetSecretValue")).isEqualTo(2);
    }

    @Test
    void a_revoked_token_makes_at_most_one_read_per_interval() {
        store(credentials(OLD));
        GitCredentials revoked = source.find(REPOSITORY).orElseThrow();

        for (int attempt = 0; attempt < 60; attempt++) { // one hour, in which somebody tries every minute
            assertThat(source.refresh(revoked)).isEmpty();
            assertThat(source.refresh(revoked)).isEmpty();
            source.find(REPOSITORY);
            clock.advance(Duration.ofSeconds(30));
            assertThat(source.refresh(revoked)).isEmpty();
            clock.advance(Duration.ofSeconds(30));
        }

        assertThat(server.calls("GetSecretValue")).isEqualTo(61);
        store(credentials(NEW));
        assertThat(source.refresh(revoked).orElseThrow().token().reveal()).isEqualTo(NEW);
    }

    @Test
    void an_interval_longer_than_the_cache_age_also_holds_back_ordinary_reads() {
        RefreshSettings patient =
                new RefreshSettings(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofMinutes(30));
        store(credentials(OLD));
        try (AwsSecretsManagerCredentialSource slow = new AwsSecretsManagerCredentialSource(
                server.secret(), patient, clock, null, SecretsManagerServer.AWS_CREDENTIALS)) {
            GitCredentials revoked = slow.find(REPOSITORY).orElseThrow();

            assertThat(slow.refresh(revoked)).isEmpty();
            for (int minute = 1; minute < 30; minute++) {
                clock.advance(Duration.ofMinutes(1));
                slow.find(REPOSITORY);
                assertThat(slow.refresh(revoked)).isEmpty();
            }
        }

        assertThat(server.calls("GetSecretValue")).isEqualTo(2);
    }

    @Test
    void while_aws_is_down_the_last_value_is_used_up_to_its_age_limit() {
        store(credentials(OLD));
        source.find(REPOSITORY);
        server.answers("GetSecretValue", SecretsManagerServer.error(400, "ThrottlingException", "Rate exceeded"));

        clock.advance(Duration.ofMinutes(59));
        assertThat(source.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo(OLD);
        int callsWhileThrottled = server.calls("GetSecretValue");
        source.find(REPOSITORY);
        assertThat(server.calls("GetSecretValue")).isEqualTo(callsWhileThrottled);

        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> source.find(REPOSITORY))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        fault -> assertThat(fault.isRetryable()).isTrue());

        store(credentials(NEW));
        assertThat(source.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo(NEW);
    }

    @Test
    void a_value_that_somebody_took_away_is_not_used_any_longer() {
        store(credentials(OLD));
        source.find(REPOSITORY);
        server.answers("GetSecretValue", SecretsManagerServer.error(400, "AccessDeniedException", "no"));

        clock.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> source.find(REPOSITORY)).hasMessageContaining("AWS denies it to this role");
        server.answers("GetSecretValue", SecretsManagerServer.error(500, "InternalServiceError", "oops"));
        assertThatThrownBy(() -> source.find(REPOSITORY)).hasMessageContaining("Secrets Manager itself failed");
    }

    @Test
    void a_clock_that_is_set_back_or_far_ahead_only_makes_the_value_be_read_again() {
        store(credentials(OLD));
        source.find(REPOSITORY);

        clock.advance(Duration.ofDays(-3));
        source.find(REPOSITORY);
        clock.advance(Duration.ofDays(5 * 365));
        source.find(REPOSITORY);

        assertThat(server.calls("GetSecretValue")).isEqualTo(3);
    }

    @Test
    void the_key_of_a_github_app_is_exchanged_and_read_again_when_github_refuses_it() {
        AppTokens tokens = new AppTokens();
        server.holds(SecretDocument.write(appKey("AAAA")));
        try (AwsSecretsManagerCredentialSource app = new AwsSecretsManagerCredentialSource(
                server.secret(), RefreshSettings.DEFAULT, clock, tokens, SecretsManagerServer.AWS_CREDENTIALS)) {
            GitCredentials first = app.find(REPOSITORY).orElseThrow();
            GitCredentials second = app.refresh(first).orElseThrow();
            tokens.refuse("AAAA");
            server.holds(SecretDocument.write(appKey("BBBB")));
            GitCredentials third = app.refresh(second).orElseThrow();

            assertThat(first.token().reveal()).isEqualTo("ghs_AAAA_1");
            assertThat(first.username()).isEqualTo("codec[bot]");
            assertThat(second.token().reveal()).isEqualTo("ghs_AAAA_2");
            assertThat(third.token().reveal()).isEqualTo("ghs_BBBB_3");
            assertThat(server.calls("GetSecretValue")).isEqualTo(2);
        }
    }

    @Test
    void a_key_of_a_github_app_that_github_refuses_for_ever_is_read_once_per_interval() {
        AppTokens tokens = new AppTokens();
        tokens.refuse("AAAA");
        server.holds(SecretDocument.write(appKey("AAAA")));
        try (AwsSecretsManagerCredentialSource app = new AwsSecretsManagerCredentialSource(
                server.secret(), RefreshSettings.DEFAULT, clock, tokens, SecretsManagerServer.AWS_CREDENTIALS)) {
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThatThrownBy(() -> app.find(REPOSITORY)).hasMessage("refused");
            }
        }

        assertThat(server.calls("GetSecretValue")).isEqualTo(2);
    }

    @Test
    void the_key_of_a_github_app_needs_something_that_exchanges_it() {
        server.holds(SecretDocument.write(appKey("AAAA")));

        assertThatThrownBy(() -> source.find(REPOSITORY))
                .hasMessageContaining("holds the key of a GitHub App")
                .hasMessageContaining("GitHubAppTokens");
    }

    private static GitHubAppKey appKey(String body) {
        return new GitHubAppKey(
                12,
                34,
                new Secret("-----BEGIN RSA PRIVATE KEY-----\n" + body + "\n-----END RSA PRIVATE KEY-----\n"),
                "codec[bot]",
                "bot@example.com",
                REPOSITORY);
    }

    private static final class AppTokens implements GitHubAppTokens {
        private final List<String> refused = new ArrayList<>();
        private int count;

        void refuse(String body) {
            refused.add(body);
        }

        @Override
        public Secret current(GitHubAppKey key) {
            String body = key.privateKey().reveal().lines().toList().get(1);
            if (refused.contains(body)) {
                throw new CredentialException(Reason.DENIED, "refused");
            }
            count++;
            return new Secret("ghs_" + body + "_" + count);
        }

        @Override
        public Secret replace(GitHubAppKey key, Secret rejected) {
            return current(key);
        }
    }
}
