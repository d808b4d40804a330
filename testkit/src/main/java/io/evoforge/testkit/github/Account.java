package io.evoforge.testkit.github;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom a token stands for. */
record Account(
        String login,
        Kind kind,
        Set<Permission> permissions,
        @Nullable Instant visibleFrom,
        @Nullable Instant expiresAt,
        @Nullable Set<String> repositories) {
    enum Kind {
        CLASSIC_TOKEN,
        FINE_GRAINED_TOKEN,
        APP_INSTALLATION
    }

    Account {
        permissions = Set.copyOf(permissions);
        repositories = repositories == null ? null : Set.copyOf(repositories);
    }

    boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    boolean sees(String fullName) {
        return repositories == null || repositories.contains(fullName);
    }

    /** GitHub's words for a permission that is missing; it hides from a classic token that there is anything at all. */
    Refusal lacking(Permission permission) {
        return switch (kind) {
            case CLASSIC_TOKEN -> new Refusal(404, "Not Found");
            case FINE_GRAINED_TOKEN ->
                new Refusal(403, "Resource not accessible by personal access token")
                        .withHeader("X-Accepted-GitHub-Permissions", permission.header());
            case APP_INSTALLATION ->
                new Refusal(403, "Resource not accessible by integration")
                        .withHeader("X-Accepted-GitHub-Permissions", permission.header());
        };
    }
}
