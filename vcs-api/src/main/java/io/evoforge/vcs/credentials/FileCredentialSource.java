package io.evoforge.vcs.credentials;

import static java.util.Objects.requireNonNull;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.StoredCredentials;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in a file that only its owner may read (mode 600 or 400); any other mode is refused. The file is read at
 * each call, so a changed token is taken up at once.
 *
 * <p>One {@code name = value} per line, with the names of {@link CredentialFields}; empty lines and lines that start with
 * {@code #} are skipped; nothing is escaped or quoted. The key of a GitHub App stays in its own file, which is named by
 * {@code private_key_file} (relative to this file) and must be as private.
 */
public final class FileCredentialSource implements CredentialSource {
    private static final String PRIVATE_KEY_FILE = "private_key_file";
    private static final Set<String> NAMES = Set.of(
            CredentialFields.USERNAME,
            CredentialFields.TOKEN,
            CredentialFields.EMAIL,
            CredentialFields.REPOSITORY,
            CredentialFields.APP_ID,
            CredentialFields.INSTALLATION_ID,
            PRIVATE_KEY_FILE);

    private final Path file;
    private final @Nullable GitHubAppTokens appTokens;

    /** Reads {@code file}, which holds a token. */
    public FileCredentialSource(Path file) {
        this.file = requireNonNull(file, "file").toAbsolutePath().normalize();
        this.appTokens = null;
    }

    /**
     * Reads {@code file}, which holds a token or names the key of a GitHub App.
     *
     * @param appTokens exchanges the key of the App
     */
    public FileCredentialSource(Path file, GitHubAppTokens appTokens) {
        this.file = requireNonNull(file, "file").toAbsolutePath().normalize();
        this.appTokens = requireNonNull(appTokens, "appTokens");
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        if (!HttpRepositories.takesToken(repository)) {
            return Optional.empty();
        }
        StoredCredentials stored = read();
        CredentialFields.requireSameRepository(place(), stored.repository(), repository);
        if (stored instanceof GitHubAppKey key) {
            return Optional.of(
                    new GitCredentials(key.username(), tokens().current(key), key.email(), key.repository()));
        }
        return Optional.of((GitCredentials) stored);
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        StoredCredentials stored = read();
        CredentialFields.requireSameRepository(place(), stored.repository(), rejected.repository());
        if (stored instanceof GitHubAppKey key) {
            return Optional.of(new GitCredentials(
                    key.username(), tokens().replace(key, rejected.token()), key.email(), key.repository()));
        }
        return HttpRepositories.unlessSameToken(Optional.of((GitCredentials) stored), rejected);
    }

    @Override
    public String toString() {
        return "file '" + file + "'";
    }

    private StoredCredentials read() {
        Map<String, String> values = parse(PrivateFile.read(file));
        String keyFile = values.remove(PRIVATE_KEY_FILE);
        if (keyFile != null) {
            values.put(CredentialFields.PRIVATE_KEY, PrivateFile.read(file.resolveSibling(keyFile)));
        }
        return CredentialFields.read(
                place(),
                "Correct the file; it has one 'name = value' per line.",
                values,
                name -> "line '" + name + " = '");
    }

    private GitHubAppTokens tokens() {
        if (appTokens == null) {
            throw new CredentialException(
                    Reason.MALFORMED,
                    place()
                            + " names the key of a GitHub App, and this source was made without something that exchanges"
                            + " it for a token. Make it with a GitHubAppTokens, or put a token into the file.");
        }
        return appTokens;
    }

    private Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!NAMES.contains(name)) {
                throw malformed(
                        i + 1, "is not one of " + NAMES.stream().sorted().toList() + " followed by '=' and a value");
            }
            if (values.put(name, line.substring(equals + 1).strip()) != null) {
                throw malformed(i + 1, "gives '" + name + "' a second time");
            }
        }
        return values;
    }

    private CredentialException malformed(int line, String what) {
        return new CredentialException(
                Reason.MALFORMED, "Line " + line + " of the credentials file '" + file + "' " + what + ". Correct it.");
    }

    private String place() {
        return "The credentials file '" + file + "'";
    }
}
