package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.Secret;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.Permission;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubAppTokenExchangeIT {
    private static final KeyPair KEYS = keys();

    @TempDir
    Path directory;

    private GitHubWorld world;
    private GitHubAppTokenExchange underTest;
    private int installation;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        installation = world.github
                .accounts()
                .installApp("7", KEYS.getPublic(), EnumSet.allOf(Permission.class), Set.of("acme/codec"));
        underTest = new GitHubAppTokenExchange(world.github.apiUrl(), Duration.ofSeconds(5), world.time, world.time);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_token_is_exchanged_for_a_key_in_either_form(boolean pkcs1) {
        Secret token = underTest.current(key(pkcs1));

        assertThat(token.reveal()).startsWith("ghs_");
    }

    @Test
    void a_token_is_kept_until_shortly_before_it_ends() {
        Secret first = underTest.current(key(false));
        world.time.advance(Duration.ofMinutes(54));
        Secret kept = underTest.current(key(false));
        world.time.advance(Duration.ofMinutes(2));

        Secret renewed = underTest.current(key(false));

        assertThat(kept.reveal()).isEqualTo(first.reveal());
        assertThat(renewed.reveal()).isNotEqualTo(first.reveal());
    }

    @Test
    void a_rejected_token_is_replaced_once() {
        Secret first = underTest.current(key(false));

        Secret second = underTest.replace(key(false), first);
        Secret third = underTest.replace(key(false), first);

        assertThat(second.reveal()).isNotEqualTo(first.reveal());
        assertThat(third.reveal()).isEqualTo(second.reveal());
    }

    @Test
    void a_fresh_token_is_not_handed_out_before_github_knows_it_everywhere() {
        world.github.accounts().setReplicationLag(Duration.ofSeconds(6));

        underTest.current(key(false));

        assertThat(world.time.pauses())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void a_key_that_github_does_not_know_is_denied_and_not_shown() {
        KeyPair other = keys();
        GitHubAppKey wrong = key(pem("PRIVATE KEY", other.getPrivate().getEncoded()), installation);

        assertThatThrownBy(() -> underTest.current(wrong))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.reason()).isEqualTo(CredentialException.Reason.DENIED))
                .hasMessageContaining("App 7")
                .hasMessageNotContaining("PRIVATE");
    }

    @Test
    void an_installation_that_does_not_exist_is_missing() {
        GitHubAppKey elsewhere = key(pem("PRIVATE KEY", KEYS.getPrivate().getEncoded()), 1);

        assertThatThrownBy(() -> underTest.current(elsewhere))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.reason()).isEqualTo(CredentialException.Reason.MISSING));
    }

    @Test
    void github_in_trouble_is_unavailable_for_now() {
        world.github.faults().next(Fault.html(502));

        assertThatThrownBy(() -> underTest.current(key(false)))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.isRetryable()).isTrue());
        assertThat(underTest.current(key(false)).reveal()).startsWith("ghs_");
    }

    @Test
    void a_limit_of_githubs_is_no_verdict_on_the_key() {
        world.github
                .faults()
                .next(Fault.answer(403, "You have exceeded a secondary rate limit.")
                        .withHeader("Retry-After", "60"));

        assertThatThrownBy(() -> underTest.current(key(false)))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining("secondary rate limit");
        assertThat(underTest.current(key(false)).reveal()).startsWith("ghs_");
    }

    private GitHubAppKey key(boolean pkcs1) {
        byte[] pkcs8 = KEYS.getPrivate().getEncoded();
        // the envelope of a 2048 bit key has 26 bytes
        String pem =
                pkcs1 ? pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)) : pem("PRIVATE KEY", pkcs8);
        return key(pem, installation);
    }

    private GitHubAppKey key(String pem, long number) {
        return new GitHubAppKey(7, number, new Secret(pem), "evoforge[bot]", "evoforge@example.org", world.url);
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
