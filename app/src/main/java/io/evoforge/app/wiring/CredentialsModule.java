package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;

/** Binds {@link CredentialSource} to environment variables. Needs nothing. */
final class CredentialsModule extends AbstractModule {
    @Provides
    @Singleton
    CredentialSource credentials() {
        return new EnvironmentCredentialSource(System.getenv(), "GITHUB_");
    }
}
