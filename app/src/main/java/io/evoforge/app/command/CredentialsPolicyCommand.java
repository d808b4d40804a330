package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.secrets.aws.AwsSecret;
import io.evoforge.secrets.aws.LeastPrivilegePolicy;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "iam-policy",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the least IAM policy with which the agent can read the configured secret, and only that.",
            "Account and region are those of the secret's ARN, of the options, or of the secret as AWS describes it."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE},
        footerHeading = "%nExample:%n",
        footer = {
            "  evoforge credentials iam-policy --account 123456789012 --region us-east-1 > policy.json",
            "  aws iam put-role-policy --role-name codec-agent --policy-name evoforge \\",
            "      --policy-document file://policy.json"
        })
final class CredentialsPolicyCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--account", paramLabel = "ID", description = "Number of the AWS account, 12 digits.")
    private @Nullable String account;

    @Option(names = "--region", paramLabel = "REGION", description = "Region of the secret.")
    private @Nullable String region;

    @Option(names = "--for-setup", description = "Prints the policy of a person who runs 'setup' instead.")
    private boolean forSetup;

    private final Sessions sessions;
    private final Console console;

    CredentialsPolicyCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            LeastPrivilegePolicy policy = policy(config, session);
            console.out().print(forSetup ? policy.forSetup() : policy.forAgent());
            console.out().flush();
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private LeastPrivilegePolicy policy(AppConfig config, Session session) {
        AwsSecret secret = session.secret();
        String knownRegion = region != null ? region : secret.region();
        String knownAccount = account != null ? account : secret.account();
        if (knownRegion == null || knownAccount == null) {
            AwsSecret described = new AwsSecret(arn(session));
            knownRegion = knownRegion == null ? described.region() : knownRegion;
            knownAccount = knownAccount == null ? described.account() : knownAccount;
        }
        return new LeastPrivilegePolicy(
                secret,
                String.valueOf(knownRegion),
                String.valueOf(knownAccount),
                config.credentials().awsKmsKey().orElse(null));
    }

    private static String arn(Session session) {
        String hint = "Name them with --account and --region.";
        try {
            return session.secretWriter()
                    .arn()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "the account and the region are not known, because there is no such secret yet. " + hint));
        } catch (CredentialException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "the account and the region are not known. " + hint + " (" + e.getMessage() + ")");
        }
    }
}
