package io.evoforge.vcs.credentials;

import static java.util.Objects.requireNonNull;

import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.StoredCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials in environment variables: a prefix, then {@code USERNAME}, {@code TOKEN}, {@code EMAIL} and, if wanted,
 * {@code REPO}. Without {@code REPO} they are for whatever repository is asked about. With none of them set this source
 * has nothing; with only some of them set it is broken.
 *
 * <p>Every user of the machine who may read our {@code /proc} entry sees the environment; a secret store is the better
 * place.
 */
public final class EnvironmentCredentialSource implements CredentialSource {
    private static final List<String> FIELDS = List.of(
            CredentialFields.USERNAME, CredentialFields.TOKEN, CredentialFields.EMAIL, CredentialFields.REPOSITORY);

    private final Map<String, String> environment;
    private final String prefix;

    /**
     * Reads {@code environment} at each call and keeps no copy of it.
     *
     * @param environment usually that of the process
     * @param prefix what the names of the variables start with, such as {@code GITHUB_}
     */
    public EnvironmentCredentialSource(Map<String, String> environment, String prefix) {
        this.environment = requireNonNull(environment, "environment");
        this.prefix = requireNonNull(prefix, "prefix");
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        Map<String, String> values = values();
        if (values.isEmpty() || !HttpRepositories.takesToken(repository)) {
            return Optional.empty();
        }
        values.putIfAbsent(CredentialFields.REPOSITORY, repository.value());
        String place = "The environment";
        StoredCredentials stored = CredentialFields.read(
                place,
                "Set the variables " + prefix + "USERNAME, " + prefix + "TOKEN and " + prefix
                        + "EMAIL, or none of them.",
                values,
                field -> "variable " + variable(field));
        CredentialFields.requireSameRepository(place, stored.repository(), repository);
        return Optional.of((GitCredentials) stored);
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return HttpRepositories.unlessSameToken(find(rejected.repository()), rejected);
    }

    @Override
    public String toString() {
        return "environment variables " + prefix + "*";
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String value = environment.get(variable(field));
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }

    private String variable(String field) {
        return prefix + field.toUpperCase(Locale.ROOT);
    }
}
