package io.evoforge.app.credentials;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tokens that this process works with, for those who look for them in what is about to be published. Passes on what
 * another source hands out and remembers it. Before the first one is handed out there is nothing to look for: no commit
 * is made before the remote was asked how its branch stands. Safe for use by several threads.
 */
public final class TokensInUse implements CredentialSource, Supplier<List<Secret>> {
    /** A rotation leaves an old token behind; nobody needs more of them. */
    private static final int REMEMBERED = 4;

    private final CredentialSource source;
    private final Deque<Secret> tokens = new ArrayDeque<>();

    /** Remembers what {@code source} hands out. */
    public TokensInUse(CredentialSource source) {
        this.source = source;
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        return remembered(source.find(repository));
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return remembered(source.refresh(rejected));
    }

    /** The last tokens handed out, newest first. */
    @Override
    public synchronized List<Secret> get() {
        return List.copyOf(tokens);
    }

    @Override
    public String toString() {
        return source.toString();
    }

    private Optional<GitCredentials> remembered(Optional<GitCredentials> found) {
        found.ifPresent(credentials -> remember(credentials.token()));
        return found;
    }

    private synchronized void remember(Secret token) {
        tokens.removeIf(known -> known.reveal().equals(token.reveal()));
        tokens.addFirst(token);
        while (tokens.size() > REMEMBERED) {
            tokens.removeLast();
        }
    }
}
