package io.evoforge.app.config;

import io.evoforge.secrets.aws.AwsSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys {@code credentials.*}; {@link CredentialKeys} describes each value.
 *
 * @param sources who is asked, in this order
 */
public record CredentialsConfig(
        List<CredentialKind> sources,
        Optional<Path> file,
        List<String> command,
        Optional<String> commandEmail,
        String awsSecret,
        Optional<String> awsRegion,
        Optional<URI> awsEndpoint,
        Optional<String> awsKmsKey,
        Duration cacheAge,
        Duration staleAge,
        Duration rereadInterval,
        Duration deadline,
        Optional<URI> gitHubApi) {

    /** What the names of the environment variables start with. */
    public static final String ENVIRONMENT_PREFIX = "EVOFORGE_GITHUB_";

    static CredentialsConfig from(ConfigValues values) {
        CredentialsConfig config = new CredentialsConfig(
                values.take(CredentialKeys.SOURCES),
                values.take(CredentialKeys.FILE),
                values.take(CredentialKeys.COMMAND),
                values.take(CredentialKeys.COMMAND_EMAIL),
                values.take(CredentialKeys.AWS_SECRET),
                values.take(CredentialKeys.AWS_REGION),
                values.take(CredentialKeys.AWS_ENDPOINT),
                values.take(CredentialKeys.AWS_KMS_KEY),
                values.take(CredentialKeys.CACHE_AGE),
                values.take(CredentialKeys.STALE_AGE),
                values.take(CredentialKeys.REREAD_INTERVAL),
                values.take(CredentialKeys.DEADLINE),
                values.take(CredentialKeys.GITHUB_API));
        config.check(values);
        return config;
    }

    private void check(ConfigValues values) {
        if (sources.contains(CredentialKind.FILE) && file.isEmpty()) {
            values.fault("credentials.file is not set but credentials.sources names 'file'; set it to the path of the"
                    + " file");
        }
        if (sources.contains(CredentialKind.COMMAND) && command.isEmpty()) {
            values.fault("credentials.command is not set but credentials.sources names 'command'; set it to the program"
                    + " and its arguments");
        }
        if (sources.contains(CredentialKind.COMMAND) && commandEmail.isEmpty()) {
            values.fault("credentials.command-email is not set but credentials.sources names 'command', whose answer"
                    + " holds no e-mail address; set it to that of the commits");
        }
        try {
            var unused = new AwsSecret(awsSecret, awsRegion.orElse(null), awsEndpoint.orElse(null), deadline);
        } catch (IllegalArgumentException e) {
            values.fault("credentials.aws-region and credentials.aws-secret do not fit: " + e.getMessage());
        }
        if (staleAge.compareTo(cacheAge) < 0) {
            values.fault("credentials.stale-age is shorter than credentials.cache-age; make it at least as long");
        }
    }
}
