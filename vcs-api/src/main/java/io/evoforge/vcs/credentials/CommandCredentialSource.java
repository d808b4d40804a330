package io.evoforge.vcs.credentials;

import static java.util.Objects.requireNonNull;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.StoredCredentials;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from a command that speaks the protocol of Git's credential helpers: it is called with {@code get}, reads
 * {@code protocol}, {@code host} and {@code path} from its input and writes {@code username} and {@code password}. No
 * password means that it has none; an exit code other than 0, or {@code quit}, means that it is broken.
 *
 * <p>The command is run at each call. It is never told to store or erase anything, and what it writes to its error
 * output is not kept, because it may hold a secret.
 */
public final class CommandCredentialSource implements CredentialSource {
    private final CommandSettings settings;

    /** Runs the command of {@code settings}. */
    public CommandCredentialSource(CommandSettings settings) {
        this.settings = requireNonNull(settings, "settings");
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        if (!HttpRepositories.takesToken(repository)) {
            return Optional.empty();
        }
        Map<String, String> answer = parse(new HelperProcess(settings).get(question(repository)));
        if (isTrue(answer.get("quit"))) {
            throw new CredentialException(
                    Reason.DENIED,
                    "The credential command '" + settings.command().get(0) + "' refuses to give credentials for '"
                            + repository.redacted() + "' (it answered quit). " + HelperProcess.tryItByHand(settings));
        }
        String password = answer.get("password");
        if (password == null) {
            return Optional.empty();
        }
        requireSameOrigin(repository, answer);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(CredentialFields.TOKEN, password);
        fields.put(CredentialFields.EMAIL, settings.email());
        fields.put(CredentialFields.REPOSITORY, repository.value());
        String username = answer.get("username");
        if (username != null) {
            fields.put(CredentialFields.USERNAME, username);
        }
        StoredCredentials stored = CredentialFields.read(
                "The answer of the credential command '" + settings.command().get(0) + "'",
                HelperProcess.tryItByHand(settings),
                fields,
                field -> "'" + (field.equals(CredentialFields.TOKEN) ? "password" : field) + "'");
        return Optional.of((GitCredentials) stored);
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return HttpRepositories.unlessSameToken(find(rejected.repository()), rejected);
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    private static String question(RepositoryUrl repository) {
        URI uri = repository.uri();
        return "protocol=" + repository.scheme() + "\nhost=" + uri.getRawAuthority() + "\npath="
                + uri.getPath().replaceFirst("^/+", "") + "\n\n";
    }

    private Map<String, String> parse(String answer) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : answer.split("\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new CredentialException(
                        Reason.MALFORMED,
                        "The credential command '" + settings.command().get(0)
                                + "' answered a line that is not 'name=value'. " + HelperProcess.tryItByHand(settings));
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return values;
    }

    // A helper may change what it was asked; its answer is then for somewhere else.
    private void requireSameOrigin(RepositoryUrl repository, Map<String, String> answer) {
        String protocol = answer.getOrDefault("protocol", repository.scheme());
        String host = answer.getOrDefault("host", repository.uri().getRawAuthority());
        if (!protocol.equals(repository.scheme())
                || !host.equalsIgnoreCase(repository.uri().getRawAuthority())) {
            throw new CredentialException(
                    Reason.MALFORMED,
                    "The credential command '" + settings.command().get(0)
                            + "' answered for another host than it was asked about, so its token is not used for '"
                            + repository.redacted() + "'. " + HelperProcess.tryItByHand(settings));
        }
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.equals("1") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes"));
    }
}
