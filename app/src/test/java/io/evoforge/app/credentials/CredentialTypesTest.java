package io.evoforge.app.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.evoforge.app.logging.MaskedCredentialSource;
import io.evoforge.app.logging.SecretMask;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.secrets.aws.AwsSecret;
import io.evoforge.secrets.aws.AwsSecretWriter;
import io.evoforge.secrets.aws.AwsSecretsManagerCredentialSource;
import io.evoforge.secrets.aws.LeastPrivilegePolicy;
import io.evoforge.secrets.aws.RefreshSettings;
import io.evoforge.vcs.credentials.ChainedCredentialSource;
import io.evoforge.vcs.credentials.CommandCredentialSource;
import io.evoforge.vcs.credentials.CommandSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.credentials.FileCredentialSource;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No public type about credentials prints one, and none can be serialised. A new type has to be added here. */
class CredentialTypesTest {
    private static final String CANARY = "ghp_typesCanary0123456789abcdefgh";
    private static final String KEY_CANARY = "MIItypesCanary0123456789";
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    /** Types that hold no value of a credential: interfaces, constants, static rules and exceptions. */
    private static final Set<String> WITHOUT_VALUES = Set.of(
            "CredentialException", "CredentialException$Reason", "CredentialFields", "CredentialRules", "TokenKind");

    @Test
    void none_prints_what_it_holds() {
        List<Object> objects = objects();

        assertThat(names(objects)).containsAll(publicTypes());
        for (Object object : objects) {
            assertThat(object.toString())
                    .as(object.getClass().getName())
                    .doesNotContain(CANARY, KEY_CANARY, "typesCanary");
            assertThat(object).isNotInstanceOf(Serializable.class);
        }
    }

    private static List<Object> objects() {
        GitCredentials credentials = new GitCredentials("codec-bot", new Secret(CANARY), "bot@example.com", REPOSITORY);
        AwsSecret secret = new AwsSecret("arn:aws:secretsmanager:us-east-1:123456789012:secret:codec-AbCdEf");
        AwsSecretsManagerCredentialSource aws =
                new AwsSecretsManagerCredentialSource(secret, RefreshSettings.DEFAULT, Clock.systemUTC());
        EnvironmentCredentialSource environment = new EnvironmentCredentialSource(
                Map.of(
                        "T_USERNAME", "codec-bot",
                        "T_TOKEN", CANARY,
                        "T_EMAIL", "bot@example.com"),
                "T_");
        CommandSettings command = new CommandSettings(
                List.of("helper", CANARY), "bot@example.com", Map.of("TOKEN", CANARY), Duration.ofSeconds(1));
        TokensInUse tokens = new TokensInUse(environment);
        SecretMask mask = new SecretMask();
        mask.add(new Secret(CANARY));
        assertThat(tokens.find(REPOSITORY)).isPresent();
        return List.of(
                new Secret(CANARY),
                credentials,
                new GitHubAppKey(
                        1,
                        2,
                        new Secret("-----BEGIN PRIVATE KEY-----\n" + KEY_CANARY + "\n-----END PRIVATE KEY-----\n"),
                        "codec[bot]",
                        "bot@example.com",
                        REPOSITORY),
                REPOSITORY,
                secret,
                RefreshSettings.DEFAULT,
                aws,
                new AwsSecretWriter(secret, null, Clock.systemUTC()),
                new AwsSecretWriter.Written(true, "arn"),
                new LeastPrivilegePolicy(secret, "us-east-1", "123456789012", null),
                environment,
                command,
                new CommandCredentialSource(command),
                new FileCredentialSource(Path.of("credentials")),
                new ChainedCredentialSource(List.of(environment, aws)),
                tokens,
                mask,
                new MaskedCredentialSource(tokens, mask));
    }

    private static Set<String> names(List<Object> objects) {
        return objects.stream()
                .map(object -> nameOf(object.getClass().getName()))
                .collect(Collectors.toSet());
    }

    /** Every class that others can have an instance of, but those that are known to hold nothing. */
    private static Set<String> publicTypes() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(
                                "io.evoforge.core.credentials",
                                "io.evoforge.vcs.credentials",
                                "io.evoforge.secrets.aws")
                        .stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isInterface())
                        .map(JavaClass::getName)
                        .map(CredentialTypesTest::nameOf)
                        .filter(name -> !WITHOUT_VALUES.contains(name))
                        .collect(Collectors.toSet());
    }

    private static String nameOf(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
