package io.evoforge.secrets.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The IAM policies for one secret, as JSON: {@link #forAgent} lets the agent read it and do nothing else, {@link #forSetup}
 * lets a person create and replace it.
 */
public final class LeastPrivilegePolicy {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern KEY_ARN = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+");

    private final String region;
    private final String secretArn;
    private final String keyArn;

    /**
     * Policies for {@code secret}.
     *
     * @param region region of the secret
     * @param account number of the AWS account, 12 digits
     * @param kmsKeyArn ARN of the key that encrypts the secret; without it, every key of the account, though only through
     *     Secrets Manager and only for this secret
     * @throws IllegalArgumentException if one of them is malformed
     */
    public LeastPrivilegePolicy(AwsSecret secret, String region, String account, @Nullable String kmsKeyArn) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("the AWS account must have 12 digits but was '" + account + "'");
        }
        if (kmsKeyArn != null && !KEY_ARN.matcher(kmsKeyArn).matches()) {
            throw new IllegalArgumentException("the KMS key of a policy must be an ARN such as"
                    + " arn:aws:kms:us-east-1:123456789012:key/ID but was '" + kmsKeyArn + "'");
        }
        AwsSecret located = new AwsSecret(secret.id(), region, null, secret.callDeadline());
        String partition = located.isArn() ? located.id().split(":", 3)[1] : partition(region);
        this.region = region;
        // AWS adds a hyphen and six characters to the name; six '?' match them and no longer name
        this.secretArn =
                "arn:%s:secretsmanager:%s:%s:secret:%s-??????".formatted(partition, region, account, located.name());
        this.keyArn = kmsKeyArn != null ? kmsKeyArn : "arn:%s:kms:%s:%s:key/*".formatted(partition, region, account);
    }

    /** Lets the agent read the secret. */
    public String forAgent() {
        return policy("\"secretsmanager:GetSecretValue\"", "\"kms:Decrypt\"");
    }

    /** Lets a person create the secret and replace its value. */
    public String forSetup() {
        return policy(
                "\"secretsmanager:CreateSecret\", \"secretsmanager:PutSecretValue\", \"secretsmanager:DescribeSecret\","
                        + " \"secretsmanager:GetSecretValue\"",
                "\"kms:Decrypt\", \"kms:GenerateDataKey\"");
    }

    private String policy(String secretActions, String keyActions) {
        String dnsSuffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "EvoforgeCredentials",
                      "Effect": "Allow",
                      "Action": [%s],
                      "Resource": "%s"
                    },
                    {
                      "Sid": "EvoforgeCredentialsKey",
                      "Effect": "Allow",
                      "Action": [%s],
                      "Resource": "%s",
                      "Condition": {
                        "StringEquals": { "kms:ViaService": "secretsmanager.%s.%s" },
                        "StringLike": { "kms:EncryptionContext:SecretARN": "%s" }
                      }
                    }
                  ]
                }
                """.formatted(secretActions, secretArn, keyActions, keyArn, region, dnsSuffix, secretArn);
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
