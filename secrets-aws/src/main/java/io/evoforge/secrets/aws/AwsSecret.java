package io.evoforge.secrets.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One secret and the way to it.
 *
 * @param id name or ARN of the secret
 * @param region region of the secret; without it that of the ARN, else what the AWS default chain finds (environment,
 *     profile, instance)
 * @param endpoint where Secrets Manager is, if not where AWS has it; {@code https}, or {@code http} to this machine
 * @param callDeadline how long one call may take with all its repetitions, above 0
 */
public record AwsSecret(
        String id, @Nullable String region, @Nullable URI endpoint, Duration callDeadline) {
    /** How long a call may take unless said otherwise. */
    public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(10);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
    private static final Pattern ARN = Pattern.compile(
            "arn:(aws[a-z-]*):secretsmanager:([a-z0-9-]+):(\\d{12}):secret:([A-Za-z0-9/_+=.@-]{1,519})");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+)+");
    private static final Pattern ARN_SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}$");

    public AwsSecret {
        if (id.startsWith("arn:")) {
            Matcher arn = ARN.matcher(id);
            if (!arn.matches()) {
                throw new IllegalArgumentException("the secret '" + id + "' is not the ARN of a secret; write it as"
                        + " arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, or write only the name");
            }
            if (region != null && !region.equals(arn.group(2))) {
                throw new IllegalArgumentException("the region is '" + region + "', but the ARN of the secret says '"
                        + arn.group(2) + "'; leave the region out, or correct one of them");
            }
            region = arn.group(2);
        } else if (!NAME.matcher(id).matches()) {
            throw new IllegalArgumentException("the secret '" + id
                    + "' is not a name that AWS allows: 1 to 512 letters," + " digits and /_+=.@- ; correct it");
        }
        if (region != null && !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("the region was '" + region + "'; write it as us-east-1");
        }
        if (endpoint != null && !isSafe(endpoint)) {
            throw new IllegalArgumentException(
                    "the endpoint must start with https:// and name a host; http:// is for this"
                            + " machine only, because the secret would be readable on the way");
        }
        if (callDeadline.isNegative() || callDeadline.isZero()) {
            throw new IllegalArgumentException("the deadline of a call must be above 0 but was " + callDeadline);
        }
    }

    /** A secret by name or ARN, in its own region or that of the AWS default chain. */
    public AwsSecret(String id) {
        this(id, null, null, DEFAULT_CALL_DEADLINE);
    }

    /** Whether {@link #id} is an ARN. */
    public boolean isArn() {
        return id.startsWith("arn:");
    }

    /** The account that the ARN names, if it is an ARN. */
    public @Nullable String account() {
        Matcher arn = ARN.matcher(id);
        return arn.matches() ? arn.group(3) : null;
    }

    /** The name of the secret, without the six characters that AWS adds to it in an ARN. */
    public String name() {
        Matcher arn = ARN.matcher(id);
        return arn.matches() ? ARN_SUFFIX.matcher(arn.group(4)).replaceFirst("") : id;
    }

    /** The secret as messages call it. */
    String described() {
        return "'" + id + "'" + (isArn() || region == null ? "" : " in region '" + region + "'");
    }

    private static boolean isSafe(URI endpoint) {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        String host = endpoint.getHost();
        if (host == null || endpoint.getRawUserInfo() != null) {
            return false;
        }
        boolean local =
                host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        return scheme.equals("https") || (scheme.equals("http") && local);
    }
}
