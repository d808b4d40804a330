package io.evoforge.secrets.aws;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Turns what the AWS SDK throws into a {@link CredentialException} with the next step.
 *
 * <p>Neither the words of the server nor the exceptions of the SDK are passed on: a broken server could repeat the secret
 * in them, and the parser of the SDK quotes what it could not read. Only exceptions of the network itself become a cause.
 */
final class AwsFaults {
    private static final Pattern PRINCIPAL = Pattern.compile("User: (arn:[A-Za-z0-9:/+=,.@_-]{1,300})");

    private final AwsSecret secret;
    private final Clock clock;

    AwsFaults(AwsSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    CredentialException translate(String action, Throwable fault) {
        if (fault instanceof CredentialException translated) {
            return translated;
        }
        if (fault instanceof AwsServiceException answered) {
            return answered(action, answered);
        }
        if (fault instanceof ApiCallTimeoutException || fault instanceof ApiCallAttemptTimeoutException) {
            return tooSlow(action);
        }
        if (fault instanceof AbortedException) {
            return interrupted(action);
        }
        if (fault instanceof Error error) {
            throw error;
        }
        return unanswered(action, fault);
    }

    CredentialException tooSlow(String action) {
        return fault(
                Reason.UNAVAILABLE,
                action,
                "AWS did not answer within " + secret.callDeadline().toMillis() + " ms",
                "It is tried again later; if it persists, check the network and the endpoint.");
    }

    CredentialException interrupted(String action) {
        return fault(Reason.UNAVAILABLE, action, "the call was interrupted", "Try again.");
    }

    private CredentialException answered(String action, AwsServiceException fault) {
        AwsErrorDetails details = fault.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String words = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        String trace = (code.isEmpty() ? "" : code + ", ") + "status " + fault.statusCode()
                + (fault.requestId() == null ? "" : ", request " + fault.requestId());
        String said = " (" + trace.replaceAll("[^A-Za-z0-9_, .:-]", "?") + ")";
        return switch (code) {
            case "ResourceNotFoundException" ->
                words.contains("staging label")
                        ? fault(
                                Reason.MISSING,
                                action,
                                "it has no current version (AWSCURRENT), for instance because a rotation did not finish"
                                        + said,
                                "Finish the rotation, or run `evoforge credentials setup`.")
                        : fault(
                                Reason.MISSING,
                                action,
                                "there is no such secret" + said,
                                "Run `evoforge credentials setup` to create it, or correct the configured secret, region"
                                        + " or AWS account.");
            case "AccessDeniedException", "AccessDenied" -> denied(action, words, said);
            case "DecryptionFailure", "DecryptionFailureException" -> keyDenied(action, said);
            case "InvalidRequestException" ->
                words.toLowerCase(Locale.ROOT).contains("delet")
                        ? fault(
                                Reason.MISSING,
                                action,
                                "it is marked for deletion" + said,
                                "Run `aws secretsmanager restore-secret --secret-id " + secret.id()
                                        + "`, or configure another secret.")
                        : fault(
                                Reason.MALFORMED,
                                action,
                                "AWS calls the request invalid" + said,
                                "Check the secret in" + " the AWS console.");
            case "InvalidParameterException", "ValidationException" ->
                fault(
                        Reason.MALFORMED,
                        action,
                        "AWS does not accept its name" + said,
                        "Correct the configured secret.");
            case "UnrecognizedClientException", "InvalidClientTokenId", "IncompleteSignature" ->
                fault(
                        Reason.DENIED,
                        action,
                        "AWS does not know the AWS credentials of this process" + said,
                        "Correct the AWS access key, profile or role of this process.");
            case "ExpiredTokenException", "ExpiredToken" ->
                fault(
                        Reason.DENIED,
                        action,
                        "the AWS credentials of this process have expired" + said,
                        "Sign in to AWS again (`aws sso login` for a profile), or use an instance role, which renews"
                                + " itself.");
            case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture" -> skewed(action, fault, said);
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                words.contains("Signature expired") || words.contains("not yet current")
                        ? skewed(action, fault, said)
                        : fault(
                                Reason.DENIED,
                                action,
                                "the signature of the request is wrong" + said,
                                "Correct the AWS secret access key of this process.");
            default -> byStatus(action, fault, said);
        };
    }

    private CredentialException byStatus(String action, AwsServiceException fault, String said) {
        if (fault.isThrottlingException()) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "AWS asks to slow down" + said,
                    "It is tried again later; if it persists, raise the cache age.");
        }
        if (fault.statusCode() >= 500) {
            return fault(
                    Reason.UNAVAILABLE, action, "Secrets Manager itself failed" + said, "It is tried again later.");
        }
        if (fault.statusCode() >= 300 && fault.statusCode() < 400) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "the endpoint sends us elsewhere, which is not followed" + said,
                    "Correct the endpoint or the proxy.");
        }
        return fault(
                fault.statusCode() == 401 || fault.statusCode() == 403 ? Reason.DENIED : Reason.UNAVAILABLE,
                action,
                "AWS refused" + said,
                "Look the code up in the documentation of Secrets Manager.");
    }

    private CredentialException denied(String action, String words, String said) {
        if (words.toLowerCase(Locale.ROOT).contains("kms")) {
            return keyDenied(action, said);
        }
        Matcher principal = PRINCIPAL.matcher(words);
        return fault(
                Reason.DENIED,
                action,
                "AWS denies it to " + (principal.find() ? "'" + principal.group(1) + "'" : "this role") + said,
                "Attach the policy that `evoforge credentials iam-policy` prints to the role.");
    }

    private CredentialException keyDenied(String action, String said) {
        return fault(
                Reason.DENIED,
                action,
                "the KMS key of the secret cannot be used" + said,
                "Allow the role kms:Decrypt on that key (`evoforge credentials iam-policy` prints the statement), and check"
                        + " that the key is enabled.");
    }

    private CredentialException skewed(String action, AwsServiceException fault, String said) {
        String theirs =
                fault.awsErrorDetails() == null || fault.awsErrorDetails().sdkHttpResponse() == null
                        ? "unknown"
                        : fault.awsErrorDetails()
                                .sdkHttpResponse()
                                .firstMatchingHeader("Date")
                                .map(date -> date.replaceAll("[^A-Za-z0-9, :+-]", "?"))
                                .orElse("unknown");
        return fault(
                Reason.UNAVAILABLE,
                action,
                "the clock of this machine is wrong: it says " + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                        + ", that of AWS " + theirs + said,
                "Set the clock (`timedatectl set-ntp true`).");
    }

    private CredentialException unanswered(String action, Throwable fault) {
        String words = String.valueOf(fault.getMessage());
        if (words.startsWith("Unable to load region")) {
            return fault(
                    Reason.MALFORMED,
                    action,
                    "no AWS region is configured, and neither the environment, the AWS profile nor an instance names one",
                    "Configure the region of the secret, or set AWS_REGION.");
        }
        if (words.startsWith("Unable to load credentials")) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "there are no AWS credentials: neither environment, profile, web identity, container nor instance role"
                            + " has any",
                    "Give the instance a role, or run `aws configure`.");
        }
        if (has(fault, ResponseCap.Exceeded.class) != null) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "the endpoint answered more than " + ResponseCap.MAX_BYTES
                            + " bytes, which Secrets Manager never does",
                    "Correct the endpoint or the proxy.");
        }
        IOException network = networkFault(fault);
        if (network instanceof UnknownHostException) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "the host of Secrets Manager was not found",
                    "Check the region, the endpoint and the name service; it is tried again later.",
                    network);
        }
        if (network instanceof SSLException) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "the endpoint could not prove by TLS that it is Secrets Manager",
                    "Check the endpoint, the proxy, the clock and the trusted certificates.",
                    network);
        }
        if (network != null) {
            return fault(
                    Reason.UNAVAILABLE,
                    action,
                    "the connection to Secrets Manager failed ("
                            + network.getClass().getSimpleName() + ")",
                    "Check the network and the endpoint; it is tried again later.",
                    network);
        }
        return fault(
                Reason.UNAVAILABLE,
                action,
                "the endpoint answered something that Secrets Manager does not ("
                        + fault.getClass().getSimpleName() + ")",
                "Check the endpoint and the proxy.");
    }

    // Exceptions of java.net and TLS speak of the connection only; those of parsers quote what was sent.
    private static @Nullable IOException networkFault(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            String type = at.getClass().getName();
            if (at instanceof IOException io && (type.startsWith("java.net.") || type.startsWith("javax.net."))) {
                return io;
            }
        }
        return null;
    }

    private static <T extends Throwable> @Nullable T has(Throwable fault, Class<T> type) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private CredentialException fault(Reason reason, String action, String why, String next) {
        return fault(reason, action, why, next, null);
    }

    private CredentialException fault(
            Reason reason, String action, String why, String next, @Nullable Throwable cause) {
        return new CredentialException(
                reason, "Cannot " + action + " the secret " + secret.described() + ": " + why + ". " + next, cause);
    }
}
