package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Whether an answer is one that a git server gives to this request, and what it means if it is not. */
final class HttpVerdict {
    private final URI request;
    private final HttpResponse<?> answer;

    HttpVerdict(URI request, HttpResponse<?> answer) {
        this.request = request;
        this.answer = answer;
    }

    /** What is wrong with the answer; empty if JGit may read it. */
    Optional<RemoteFault> fault(Supplier<String> errorText) {
        int status = answer.statusCode();
        if (status == 200) {
            return wrongContent();
        }
        String text = errorText.get();
        if (status / 100 == 3) {
            return fault(
                    Reason.PROTOCOL,
                    "it answered " + status + ", a redirect, which is never followed because the credentials would go"
                            + " along. If the repository was renamed, configure its new URL");
        }
        if (status == 429 || (status == 403 && mentionsRateLimit(text))) {
            return fault(Reason.RATE_LIMITED, "it answered " + status + " and asks us to slow down" + retryAfter());
        }
        return switch (status) {
            case 401 ->
                fault(
                        Reason.UNAUTHENTICATED,
                        "it answered 401, the credentials are missing or not accepted. Check that the token is there"
                                + " and has not expired");
            case 403 ->
                fault(
                        Reason.FORBIDDEN,
                        "it answered 403, the token lacks a permission" + quoted(text)
                                + ". Give it \"Contents: read and write\" on this repository");
            case 404, 410 ->
                fault(
                        Reason.NOT_FOUND,
                        "it answered " + status + ", there is no such repository or the token may not see it. Check"
                                + " the URL and that the token covers this repository");
            case 413 ->
                fault(
                        Reason.UNSUPPORTED,
                        "it answered 413, the pack is larger than the host takes. Commit less at once");
            case 407 ->
                fault(Reason.UNREACHABLE, "the proxy asks for a password (407). Configure the proxy of this JVM");
            default ->
                status >= 500 || status == 408
                        ? fault(Reason.UNREACHABLE, "it answered " + status + ", a fault on its side")
                        : fault(Reason.PROTOCOL, "it answered " + status + ", which git servers do not" + quoted(text));
        };
    }

    private Optional<RemoteFault> wrongContent() {
        String type =
                answer.headers().firstValue("Content-Type").orElse("nothing").toLowerCase(Locale.ROOT);
        String path = request.getPath();
        String expected = path.endsWith("/info/refs") ? "-advertisement" : "-result";
        if (!type.startsWith("application/x-git-") || !type.endsWith(expected)) {
            return fault(
                    Reason.PROTOCOL,
                    "it answered with '" + printable(type)
                            + "' where git's protocol belongs. Check that the URL is that"
                            + " of a repository, and that no proxy or log-in page stands before it");
        }
        if (answer.headers().firstValue("Content-Encoding").isPresent()) {
            return fault(Reason.PROTOCOL, "it compressed its answer without being asked to");
        }
        return Optional.empty();
    }

    /** A connection that failed before there was an answer. */
    static RemoteFault broken(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof RemoteFault known) {
                return known;
            }
            if (t instanceof SSLException) {
                return new RemoteFault(
                        Reason.PROTOCOL,
                        "its certificate is not to be trusted (" + BoundedBody.describe(t)
                                + "). Nothing was sent; check"
                                + " the host name, or give this JVM the host's certificate authority");
            }
            if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
                return new RemoteFault(Reason.UNREACHABLE, "its host name is not known. Check the URL and the network");
            }
            if (t instanceof ConnectException) {
                return new RemoteFault(Reason.UNREACHABLE, "it takes no connection (" + BoundedBody.describe(t) + ")");
            }
        }
        return new RemoteFault(Reason.UNREACHABLE, "the connection broke: " + BoundedBody.describe(cause));
    }

    private boolean mentionsRateLimit(String text) {
        return text.toLowerCase(Locale.ROOT).contains("rate limit")
                || answer.headers().firstValue("Retry-After").isPresent();
    }

    private String retryAfter() {
        return answer.headers()
                .firstValue("Retry-After")
                .map(value -> " (Retry-After: " + printable(value) + ")")
                .orElse("");
    }

    private static String quoted(String text) {
        String line = printable(text.strip());
        return line.isEmpty() || line.startsWith("<") ? "" : ": \"" + line + "\"";
    }

    private static String printable(String text) {
        String cut = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return cut.replaceAll("[^ -~]", " ");
    }

    private static Optional<RemoteFault> fault(Reason reason, String what) {
        return Optional.of(new RemoteFault(reason, what));
    }
}
