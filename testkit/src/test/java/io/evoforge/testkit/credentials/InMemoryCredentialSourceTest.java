package io.evoforge.testkit.credentials;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;

class InMemoryCredentialSourceTest extends CredentialSourceContract {
    private final InMemoryCredentialSource source = new InMemoryCredentialSource();

    @Override
    protected void store(GitCredentials credentials) {
        source.replaceWith(credentials);
    }

    @Override
    protected void breakPlace(String token) {
        source.breakWith(new CredentialException(CredentialException.Reason.DENIED, "nobody may read this"));
    }

    @Override
    protected CredentialSource source() {
        return source;
    }
}
