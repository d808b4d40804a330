package io.evoforge.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LeastPrivilegePolicyTest {
    private static final AwsSecret SECRET = new AwsSecret("ai-video-codec/github-credentials");

    @Test
    void the_agent_may_read_one_secret_and_use_its_key_for_nothing_else() {
        String policy = new LeastPrivilegePolicy(SECRET, "eu-central-1", "123456789012", null).forAgent();

        assertThat(policy).isEqualTo("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "EvoforgeCredentials",
                      "Effect": "Allow",
                      "Action": ["secretsmanager:GetSecretValue"],
                      "Resource": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ai-video-codec/github-credentials-??????"
                    },
                    {
                      "Sid": "EvoforgeCredentialsKey",
                      "Effect": "Allow",
                      "Action": ["kms:Decrypt"],
                      "Resource": "arn:aws:kms:eu-central-1:123456789012:key/*",
                      "Condition": {
                        "StringEquals": { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
                        "StringLike": { "kms:EncryptionContext:SecretARN": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ai-video-codec/github-credentials-??????" }
                      }
                    }
                  ]
                }
                """);
    }

    @Test
    void one_who_sets_up_may_also_create_and_write() throws Exception {
        String key = "arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        AwsSecret secret = new AwsSecret("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:codec-AbCdEf");

        JsonNode policy = new ObjectMapper()
                .readTree(new LeastPrivilegePolicy(secret, "cn-north-1", "123456789012", key).forSetup());

        JsonNode statements = policy.path("Statement");
        assertThat(statements.path(0).path("Action").toString()).contains("CreateSecret", "PutSecretValue");
        assertThat(statements.path(0).path("Resource").asText())
                .isEqualTo("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:codec-??????");
        assertThat(statements.path(1).path("Resource").asText()).isEqualTo(key);
        assertThat(statements.path(1).path("Condition").toString()).contains("cn-north-1.amazonaws.com.cn");
    }

    @Test
    void an_account_or_key_that_is_none_is_refused() {
        assertThatThrownBy(() -> new LeastPrivilegePolicy(SECRET, "us-east-1", "12", null))
                .hasMessage("the AWS account must have 12 digits but was '12'");
        assertThatThrownBy(() -> new LeastPrivilegePolicy(SECRET, "us-east-1", "123456789012", "alias/x"))
                .hasMessageContaining("must be an ARN");
    }
}
