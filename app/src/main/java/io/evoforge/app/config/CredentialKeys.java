package io.evoforge.app.config;

import io.evoforge.secrets.aws.AwsSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys {@code credentials.*}. */
final class CredentialKeys {
    static final ConfigKey<List<CredentialKind>> SOURCES = new ConfigKey<>(
            "credentials.sources",
            "environment,aws",
            "Who is asked for the token of commit.remote, in this order: 'environment' (variables EVOFORGE_GITHUB_*),"
                    + " 'file', 'command', 'aws'. One that has nothing leaves it to the next; one that is broken ends the"
                    + " search.",
            Parsers.list(Parsers.choice(CredentialKind.class)));
    static final ConfigKey<Optional<Path>> FILE = new ConfigKey<>(
            "credentials.file",
            "",
            "File with the lines username, token, email and repo ('name = value'), which only its owner may read.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<List<String>> COMMAND = new ConfigKey<>(
            "credentials.command",
            "",
            "Program and arguments of a credential helper of Git, such as 'git, credential-store'; 'get' is added.",
            Parsers.list(Parsers::text));
    static final ConfigKey<Optional<String>> COMMAND_EMAIL = new ConfigKey<>(
            "credentials.command-email",
            "",
            "E-mail address that goes with what the command answers.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<String> AWS_SECRET = new ConfigKey<>(
            "credentials.aws-secret",
            "ai-video-codec/github-credentials",
            "Name or ARN of the secret in AWS Secrets Manager.",
            text -> new AwsSecret(text).id());
    static final ConfigKey<Optional<String>> AWS_REGION = new ConfigKey<>(
            "credentials.aws-region",
            "",
            "Region of the secret; without it, that of the ARN, of AWS_REGION, of the AWS profile or of the instance.",
            Parsers.optional(CredentialKeys::region));
    static final ConfigKey<Optional<URI>> AWS_ENDPOINT = new ConfigKey<>(
            "credentials.aws-endpoint",
            "",
            "Address of Secrets Manager, if it is not where AWS has it: https://, or http:// on this machine.",
            Parsers.optional(CredentialKeys::endpoint));
    static final ConfigKey<Optional<String>> AWS_KMS_KEY = new ConfigKey<>(
            "credentials.aws-kms-key",
            "",
            "ARN of the KMS key that 'credentials setup' encrypts a new secret with; without it, that of Secrets"
                    + " Manager.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Duration> CACHE_AGE = new ConfigKey<>(
            "credentials.cache-age",
            "5m",
            "How long the value of the AWS secret is used before it is read again.",
            Parsers::duration);
    static final ConfigKey<Duration> STALE_AGE = new ConfigKey<>(
            "credentials.stale-age",
            "1h",
            "How long the last value of the AWS secret is used while AWS is out of reach.",
            Parsers::duration);
    static final ConfigKey<Duration> REREAD_INTERVAL = new ConfigKey<>(
            "credentials.reread-interval",
            "1m",
            "Least time between two reads of the AWS secret after GitHub rejected its token.",
            Parsers::duration);
    static final ConfigKey<Duration> DEADLINE = new ConfigKey<>(
            "credentials.deadline",
            "10s",
            "Longest time for one question to AWS, to the command or to GitHub.",
            Parsers::duration);
    static final ConfigKey<Optional<URI>> GITHUB_API = new ConfigKey<>(
            "credentials.github-api",
            "",
            "Address of GitHub's API; without it, found from the URL of the repository.",
            Parsers.optional(CredentialKeys::endpoint));

    /** All of them, in the order of the reference page. */
    static final List<ConfigKey<?>> ALL = List.of(
            SOURCES,
            FILE,
            COMMAND,
            COMMAND_EMAIL,
            AWS_SECRET,
            AWS_REGION,
            AWS_ENDPOINT,
            AWS_KMS_KEY,
            CACHE_AGE,
            STALE_AGE,
            REREAD_INTERVAL,
            DEADLINE,
            GITHUB_API);

    private CredentialKeys() {}

    private static String region(String text) {
        String region = new AwsSecret("any", text, null, AwsSecret.DEFAULT_CALL_DEADLINE).region();
        return region == null ? text : region;
    }

    private static URI endpoint(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a URL that starts with https://", e);
        }
        AwsSecret reached = new AwsSecret("any", null, uri, AwsSecret.DEFAULT_CALL_DEADLINE);
        return reached.endpoint() == null ? uri : reached.endpoint();
    }
}
