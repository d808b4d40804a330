package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.CredentialKind;
import io.evoforge.app.config.CredentialsConfig;
import io.evoforge.app.credentials.GitHubCheck;
import io.evoforge.app.credentials.TokensInUse;
import io.evoforge.app.logging.MaskedCredentialSource;
import io.evoforge.app.logging.SecretMask;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.secrets.aws.AwsSecret;
import io.evoforge.secrets.aws.AwsSecretWriter;
import io.evoforge.secrets.aws.AwsSecretsManagerCredentialSource;
import io.evoforge.secrets.aws.RefreshSettings;
import io.evoforge.vcs.credentials.ChainedCredentialSource;
import io.evoforge.vcs.credentials.CommandCredentialSource;
import io.evoforge.vcs.credentials.CommandSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.credentials.FileCredentialSource;
import io.evoforge.vcs.github.GitHubAppTokenExchange;
import io.evoforge.vcs.github.Pause;
import io.evoforge.vcs.guard.SecretScanner;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Binds {@link CredentialSource} to the configured sources in their order, {@link SecretScanner} to one that knows what
 * they handed out, and what the verbs about credentials use. Needs {@link AppConfig}, {@link Clock}, {@link Resources}.
 */
final class CredentialsModule extends AbstractModule {
    /** What a credential helper gets of our environment: enough to find its program and its own settings. */
    private static final List<String> FOR_COMMAND =
            List.of("PATH", "HOME", "USER", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR");

    @Provides
    CredentialSource credentials(TokensInUse tokens) {
        return tokens;
    }

    @Provides
    @Singleton
    GitHubAppTokens appTokens(AppConfig config, Clock clock, Pause pause) {
        CredentialsConfig credentials = config.credentials();
        return new GitHubAppTokenExchange(credentials.gitHubApi().orElse(null), credentials.deadline(), clock, pause);
    }

    @Provides
    @Singleton
    TokensInUse tokensInUse(
            AppConfig config, GitHubAppTokens appTokens, Provider<AwsSecretsManagerCredentialSource> aws) {
        List<CredentialSource> sources = config.credentials().sources().stream()
                .map(kind -> source(kind, config.credentials(), appTokens, aws))
                .toList();
        return new TokensInUse(
                new MaskedCredentialSource(new ChainedCredentialSource(sources), SecretMask.ofProcess()));
    }

    @Provides
    SecretScanner secretScanner(TokensInUse tokens) {
        return new SecretScanner(tokens);
    }

    @Provides
    @Singleton
    AwsSecretsManagerCredentialSource aws(
            AppConfig config, AwsSecret secret, GitHubAppTokens appTokens, Clock clock, Resources resources) {
        CredentialsConfig credentials = config.credentials();
        return resources.add(new AwsSecretsManagerCredentialSource(
                secret,
                new RefreshSettings(credentials.cacheAge(), credentials.staleAge(), credentials.rereadInterval()),
                clock,
                appTokens));
    }

    @Provides
    AwsSecret secret(AppConfig config) {
        CredentialsConfig credentials = config.credentials();
        return new AwsSecret(
                credentials.awsSecret(),
                credentials.awsRegion().orElse(null),
                credentials.awsEndpoint().orElse(null),
                credentials.deadline());
    }

    @Provides
    @Singleton
    AwsSecretWriter writer(AppConfig config, AwsSecret secret, Clock clock, Resources resources) {
        return resources.add(
                new AwsSecretWriter(secret, config.credentials().awsKmsKey().orElse(null), clock));
    }

    @Provides
    GitHubCheck gitHubCheck(AppConfig config) {
        return new GitHubCheck(
                config.credentials().gitHubApi(), config.credentials().deadline());
    }

    private static CredentialSource source(
            CredentialKind kind,
            CredentialsConfig config,
            GitHubAppTokens appTokens,
            Provider<AwsSecretsManagerCredentialSource> aws) {
        return switch (kind) {
            case ENVIRONMENT -> new EnvironmentCredentialSource(System.getenv(), CredentialsConfig.ENVIRONMENT_PREFIX);
            case FILE -> new FileCredentialSource(config.file().orElseThrow(), appTokens);
            case COMMAND ->
                new CommandCredentialSource(new CommandSettings(
                        config.command(),
                        config.commandEmail().orElseThrow(),
                        commandEnvironment(),
                        config.deadline()));
            case AWS -> aws.get();
        };
    }

    private static Map<String, String> commandEnvironment() {
        Map<String, String> environment = System.getenv();
        return FOR_COMMAND.stream()
                .filter(environment::containsKey)
                .collect(Collectors.toMap(name -> name, environment::get));
    }
}
