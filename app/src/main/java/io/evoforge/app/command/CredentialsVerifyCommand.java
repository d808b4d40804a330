package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.CredentialKind;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.Console.Colour;
import io.evoforge.app.credentials.GitHubAccess;
import io.evoforge.app.credentials.TokenKind;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.credentials.CredentialRules;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the credentials as a run would, and checks them with GitHub.",
            "Shows them with the token redacted, and asks GitHub whose they are and whether they may write contents and"
                    + " pull requests. Nothing is written anywhere."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            "5:Nobody has credentials, GitHub or AWS cannot be reached, or the token is not enough."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge credentials verify",
            "  evoforge credentials verify --no-check --repo https://github.com/acme/codec.git"
        })
final class CredentialsVerifyCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--repo",
            paramLabel = "URL",
            description = "Repository to ask for. Default: commit.remote, else the one that the AWS secret names.")
    private @Nullable String repository;

    @Option(names = "--no-check", description = "Does not ask GitHub.")
    private boolean unchecked;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    CredentialsVerifyCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            RepositoryUrl asked = repository(config, session);
            CredentialSource source = session.credentials();
            GitCredentials credentials = source.find(asked)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.UNAVAILABLE,
                            "nobody has credentials for '%s'; asked were %s. Store some with 'evoforge credentials setup'."
                                    .formatted(asked.redacted(), source)));
            console.note("Found by asking " + source + ":");
            if (json) {
                return printJson(session, credentials).number();
            }
            console.line(redacted(credentials).toPrettyString());
            if (unchecked) {
                return ExitCode.DONE.number();
            }
            return show(session.gitHubCheck().check(credentials)).number();
        }
    }

    private RepositoryUrl repository(AppConfig config, Session session) {
        if (repository != null) {
            try {
                return CredentialRules.checkRepository(repository);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, "--repo: " + e.getMessage());
            }
        }
        return config.commit().remote().orElseGet(() -> {
            if (!config.credentials().sources().contains(CredentialKind.AWS)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "commit.remote is not set; set it, or name the repository with --repo URL");
            }
            return session.awsCredentials().stored().repository();
        });
    }

    private static ObjectNode redacted(GitCredentials credentials) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("username", credentials.username())
                .put("token", TokenKind.of(credentials.token()).redacted())
                .put("email", credentials.email())
                .put("repo", credentials.repository().redacted());
    }

    private ExitCode printJson(Session session, GitCredentials credentials) {
        ObjectNode node = redacted(credentials);
        boolean sufficient = true;
        if (!unchecked) {
            GitHubAccess access = session.gitHubCheck().check(credentials);
            sufficient = access.isSufficient();
            ObjectNode told = node.putObject("github")
                    .put("account", access.login())
                    .put("token", access.token())
                    .put("repository", access.repository())
                    .put("sufficient", sufficient);
            access.missing().forEach(told.putArray("missing")::add);
        }
        console.line(node.toPrettyString());
        return sufficient ? ExitCode.DONE : ExitCode.UNAVAILABLE;
    }

    private ExitCode show(GitHubAccess access) {
        console.line("Account:       " + access.login());
        console.line("Token:         " + access.token());
        console.line("Repository:    " + access.repository());
        if (access.isSufficient()) {
            console.line("Contents:      " + console.paint(Colour.GREEN, "may write"));
            console.line("Pull requests: " + console.paint(Colour.GREEN, "may write"));
            return ExitCode.DONE;
        }
        access.missing().forEach(lack -> console.line(console.paint(Colour.RED, "Missing:       ") + lack));
        return ExitCode.UNAVAILABLE;
    }
}
