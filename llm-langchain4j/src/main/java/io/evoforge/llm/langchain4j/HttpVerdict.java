package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ProposerException.Reason;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What an HTTP status other than success means for a call. */
final class HttpVerdict {
    private final Clock clock;

    HttpVerdict(Clock clock) {
        this.clock = clock;
    }

    ModelFault of(int status, HttpHeaders headers, String body) {
        ErrorText error = ErrorText.of(body);
        String said = "it answered " + status + (error.text().isEmpty() ? "" : " (" + error.text() + ")");
        if (status == 429) {
            return error.type().equals("insufficient_quota")
                    ? ModelFault.lasting(Reason.REFUSED, said + ": the account has no credit left", null)
                    : ModelFault.busy(said + ": too many requests", retryAfter(headers));
        }
        if (status == 529 || status == 503) {
            return ModelFault.busy(said + ": it is overloaded", retryAfter(headers));
        }
        if (status >= 500 || status == 408 || status == 425) {
            return ModelFault.unreachable(said, null);
        }
        if (status == 401) {
            return ModelFault.lasting(Reason.UNAUTHENTICATED, said + ": the key is not accepted", null);
        }
        if (status == 403) {
            return ModelFault.lasting(Reason.UNAUTHENTICATED, said + ": the key may not do this", null);
        }
        if (status == 404) {
            return ModelFault.lasting(
                    Reason.REFUSED,
                    said + ": it knows no such model, or the address is not that of its interface",
                    null);
        }
        if (status >= 300 && status < 400) {
            return ModelFault.lasting(
                    Reason.REFUSED, "it answered " + status + ": a redirect, which is not followed with a key", null);
        }
        return ModelFault.lasting(Reason.REFUSED, said, null);
    }

    /** How long we are asked to wait: seconds, milliseconds or a date; null if that cannot be read. */
    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String milliseconds = headers.firstValue("retry-after-ms").orElse("");
        String value = headers.firstValue("retry-after").orElse("").strip();
        try {
            if (!milliseconds.isEmpty()) {
                return notNegative(Duration.ofMillis(Math.round(Double.parseDouble(milliseconds))));
            }
            if (value.isEmpty()) {
                return null;
            }
            if (Character.isDigit(value.charAt(0)) || value.charAt(0) == '-') {
                return notNegative(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)));
            }
            ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return notNegative(Duration.between(clock.instant(), until.toInstant()));
        } catch (NumberFormatException | DateTimeException e) {
            return null; // what cannot be read is as good as nothing: our own pauses hold
        }
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
