package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.CredentialKind;
import io.evoforge.app.console.Console;
import io.evoforge.app.credentials.GitHubAccess;
import io.evoforge.app.credentials.Questions;
import io.evoforge.app.credentials.TokenKind;
import io.evoforge.app.logging.SecretMask;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.credentials.CredentialRules;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.credentials.StoredCredentials;
import io.evoforge.secrets.aws.AwsSecretWriter.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Asks for the credentials, checks them with GitHub, and stores them in AWS Secrets Manager.",
            "What is not given as an option is asked for: username, token, e-mail, repository URL. In a pipe it is"
                    + " read from standard input, one line each, in this order. The token is never an option, because"
                    + " every process may see the options of another."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            "5:GitHub or AWS cannot be reached, or the token is not enough."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge credentials setup",
            "  pass show github | evoforge credentials setup --username bot \\",
            "      --email bot@example.com --repo https://github.com/acme/codec.git",
            "  evoforge credentials setup --app-id 12 --installation-id 34 \\",
            "      --private-key-file app.pem"
        })
final class CredentialsSetupCommand implements Callable<Integer> {
    private static final int ATTEMPTS = 3;
    private static final int MAX_KEY_BYTES = 65_536;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--username", paramLabel = "NAME", description = "GitHub username; also the author of commits.")
    private @Nullable String username;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address of the author of commits.")
    private @Nullable String email;

    @Option(names = "--repo", paramLabel = "URL", description = "URL of the repository.")
    private @Nullable String repository;

    @Option(names = "--no-check", description = "Does not ask GitHub whether the token is good.")
    private boolean unchecked;

    @ArgGroup(exclusive = false, heading = "For a GitHub App in place of a token:%n")
    private @Nullable AppOptions app;

    private final Sessions sessions;
    private final Console console;
    private final Supplier<Questions> asking;

    static final class AppOptions {
        @Option(names = "--app-id", required = true, paramLabel = "ID", description = "Number of the App.")
        private long appId;

        @Option(
                names = "--installation-id",
                required = true,
                paramLabel = "ID",
                description = "Number of its installation.")
        private long installationId;

        @Option(
                names = "--private-key-file",
                required = true,
                paramLabel = "FILE",
                description = "The .pem file that GitHub handed out.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path privateKeyFile;
    }

    CredentialsSetupCommand(Sessions sessions, Console console, Supplier<Questions> asking) {
        this.sessions = sessions;
        this.console = console;
        this.asking = asking;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            StoredCredentials credentials = ask(config);
            boolean sufficient = unchecked || isSufficient(session, credentials);
            Written written = session.secretWriter().write(credentials);
            console.line((written.created() ? "Created the secret " : "Stored a new version of the secret ")
                    + written.arn() + ".");
            remark(config, credentials);
            console.line(
                    sufficient
                            ? "Next: evoforge credentials verify"
                            : "It is stored, but GitHub will refuse to publish until the above is put right; then run:"
                                    + " evoforge credentials verify");
            return (sufficient ? ExitCode.DONE : ExitCode.UNAVAILABLE).number();
        }
    }

    private StoredCredentials ask(AppConfig config) {
        Questions questions = asking.get();
        questions.say("The credentials are stored in AWS Secrets Manager as '"
                + config.credentials().awsSecret() + "', and nowhere else.");
        String name =
                value(questions, "GitHub username", "the username", username, checked(CredentialRules::checkUsername));
        Secret secret = app == null ? token(questions) : privateKey(app);
        SecretMask.ofProcess().add(secret);
        String address = value(
                questions, "E-mail address for commits", "the e-mail", email, checked(CredentialRules::checkEmail));
        RepositoryUrl url = value(
                questions,
                "Repository URL (https://github.com/owner/name.git)",
                "",
                repository,
                CredentialRules::checkRepository);
        return app == null ? new GitCredentials(name, secret, address, url) : appKey(app, secret, name, address, url);
    }

    private static GitHubAppKey appKey(AppOptions app, Secret key, String name, String address, RepositoryUrl url) {
        try {
            return new GitHubAppKey(app.appId, app.installationId, key, name, address, url);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--app-id and --installation-id: each " + e.getMessage());
        }
    }

    private static <T> T value(
            Questions questions, String question, String subject, @Nullable String given, Function<String, T> rule) {
        return repeated(
                questions, given == null ? () -> questions.ask(question) : null, subject, question, given, rule);
    }

    private static Secret token(Questions questions) {
        return repeated(
                questions,
                () -> questions.askSecretly("GitHub personal access token").map(Secret::reveal),
                "the token",
                "GitHub personal access token",
                null,
                text -> {
                    CredentialRules.checkToken(text);
                    return new Secret(text);
                });
    }

    /** Asks until the answer is good; in a pipe, or with a value given as an option, once. */
    private static <T> T repeated(
            Questions questions,
            @Nullable Supplier<Optional<String>> answers,
            String subject,
            String question,
            @Nullable String given,
            Function<String, T> rule) {
        for (int attempt = 1; ; attempt++) {
            String text = given != null || answers == null
                    ? String.valueOf(given)
                    : answers.get()
                            .orElseThrow(() -> new CommandFailure(
                                    ExitCode.USAGE, "the input ended before an answer to '" + question + "'"));
            try {
                return rule.apply(text);
            } catch (IllegalArgumentException e) {
                String fault = (subject + " " + e.getMessage()).strip();
                if (given != null || !questions.canAskAgain() || attempt == ATTEMPTS) {
                    throw new CommandFailure(ExitCode.USAGE, fault);
                }
                questions.say("  " + fault);
            }
        }
    }

    private static Function<String, String> checked(Consumer<String> rule) {
        return text -> {
            rule.accept(text);
            return text;
        };
    }

    private static Secret privateKey(AppOptions app) {
        try {
            if (Files.size(app.privateKeyFile) > MAX_KEY_BYTES) {
                throw new CommandFailure(
                        ExitCode.USAGE, "'%s' is too large for a private key".formatted(app.privateKeyFile));
            }
            String pem = Files.readString(app.privateKeyFile);
            CredentialRules.checkPrivateKey(pem);
            return new Secret(pem);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "'%s' %s".formatted(app.privateKeyFile, e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'%s' cannot be read (%s); name the .pem file that GitHub handed out"
                            .formatted(app.privateKeyFile, e.getClass().getSimpleName()));
        }
    }

    /** Asks GitHub, before anything is stored. A token that GitHub does not accept ends the command here. */
    private boolean isSufficient(Session session, StoredCredentials credentials) {
        GitCredentials withToken =
                credentials instanceof GitHubAppKey key ? exchanged(session, key) : (GitCredentials) credentials;
        console.note(
                "Asking GitHub about the " + TokenKind.of(withToken.token()) + " (leave it out with --no-check) ...");
        GitHubAccess access = session.gitHubCheck().check(withToken);
        console.note("It belongs to '" + access.login() + "'.");
        access.missing().forEach(lack -> console.note("It lacks " + lack));
        return access.isSufficient();
    }

    private static GitCredentials exchanged(Session session, GitHubAppKey key) {
        Secret token = session.gitHubAppTokens().current(key);
        SecretMask.ofProcess().add(token);
        return new GitCredentials(key.username(), token, key.email(), key.repository());
    }

    private void remark(AppConfig config, StoredCredentials credentials) {
        config.commit()
                .remote()
                .filter(remote -> !remote.isSameRepositoryAs(credentials.repository()))
                .ifPresent(remote -> console.note("Note: commit.remote is '" + remote.redacted()
                        + "', and these credentials are for '"
                        + credentials.repository().redacted() + "' only. Make them the same before you publish."));
        if (!config.credentials().sources().contains(CredentialKind.AWS)) {
            console.note("Note: credentials.sources does not name 'aws', so nobody reads what was stored. Add it.");
        }
    }
}
