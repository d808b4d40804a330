package io.evoforge.app.credentials;

import java.util.List;

/**
 * What GitHub said about a token.
 *
 * @param login the account it belongs to, or what else it is
 * @param token what kind of token it is, with its scopes and end if GitHub tells them
 * @param repository the repository as GitHub describes it
 * @param missing what the token lacks, each with the next step; empty if it may do everything that is needed
 */
public record GitHubAccess(String login, String token, String repository, List<String> missing) {
    public GitHubAccess {
        missing = List.copyOf(missing);
    }

    /** Whether nothing is missing. */
    public boolean isSufficient() {
        return missing.isEmpty();
    }
}
