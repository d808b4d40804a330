package io.evoforge.vcs.credentials;

import static java.util.stream.Collectors.joining;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several sources asked one after the other. A source that answers with nothing leaves the question to the next; a source
 * that throws ends the search, because it should have known. A refresh goes to the source that answered, and to no
 * other, so that a rejected token is never replaced by one of somebody else.
 */
public final class ChainedCredentialSource implements CredentialSource {
    private final List<CredentialSource> sources;
    private final Map<RepositoryUrl, CredentialSource> answeredBy = new ConcurrentHashMap<>();

    /** Asks {@code sources} in this order. */
    public ChainedCredentialSource(List<CredentialSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        for (CredentialSource source : sources) {
            Optional<GitCredentials> found = source.find(repository);
            if (found.isPresent()) {
                answeredBy.put(found.get().repository(), source);
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        CredentialSource source = answeredBy.get(rejected.repository());
        return source == null ? Optional.empty() : source.refresh(rejected);
    }

    /** What is asked, in order. */
    @Override
    public String toString() {
        return sources.stream().map(Object::toString).collect(joining(", then ", "[", "]"));
    }
}
