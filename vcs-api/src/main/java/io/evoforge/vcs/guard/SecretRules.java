package io.evoforge.vcs.guard;

import java.util.List;

/** The kinds of secrets we know. */
final class SecretRules {
    static final List<SecretRule> ALL = List.of(
            SecretRule.of("GitHub personal access token", "ghp_", "ghp_[A-Za-z0-9]{36}"),
            SecretRule.of("GitHub OAuth token", "gho_", "gho_[A-Za-z0-9]{36}"),
            SecretRule.of("GitHub user-to-server token", "ghu_", "ghu_[A-Za-z0-9]{36}"),
            SecretRule.of("GitHub installation token", "ghs_", "ghs_[A-Za-z0-9._-]{36,255}"),
            SecretRule.of("GitHub refresh token", "ghr_", "ghr_[A-Za-z0-9]{36,255}"),
            SecretRule.of("GitHub fine-grained token", "github_pat_", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
            SecretRule.of("GitLab token", "glpat-", "glpat-[A-Za-z0-9_-]{20,255}"),
            SecretRule.of(
                    "AWS access key id", "A", "(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])"),
            SecretRule.of(
                            "AWS secret access key",
                            "aws",
                            "(?i)aws[^\\n]{0,20}?(?:secret|key)[^\\n]{0,20}?[\"'=: ]([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])")
                    .withEntropy(4),
            SecretRule.of(
                    "private key", "private key", "-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----"),
            SecretRule.of("PuTTY private key", "putty-user-key-file-", "PuTTY-User-Key-File-[0-9]"),
            SecretRule.of("age secret key", "age-secret-key-1", "AGE-SECRET-KEY-1[0-9A-Z]{58}"),
            SecretRule.of("Slack token", "xox", "xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
            SecretRule.of("Slack app token", "xapp-", "xapp-[0-9]-[A-Za-z0-9-]{20,250}"),
            SecretRule.of(
                    "Slack webhook",
                    "hooks.slack.com",
                    "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,200}"),
            SecretRule.of("npm token", "npm_", "npm_[A-Za-z0-9]{36}"),
            SecretRule.of("PyPI token", "pypi-", "pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,250}"),
            SecretRule.of("Google API key", "aiza", "AIza[A-Za-z0-9_-]{35}"),
            SecretRule.of("Google OAuth secret", "gocspx-", "GOCSPX-[A-Za-z0-9_-]{28}"),
            SecretRule.of("Google access token", "ya29.", "ya29\\.[A-Za-z0-9_-]{20,250}"),
            SecretRule.of("OpenAI key", "t3blbkfj", "sk-[A-Za-z0-9_-]{10,120}T3BlbkFJ[A-Za-z0-9_-]{10,120}"),
            SecretRule.of("OpenAI project key", "sk-", "sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200}"),
            SecretRule.of("Anthropic key", "sk-ant-", "sk-ant-[a-z0-9]{3,12}-[A-Za-z0-9_-]{20,200}"),
            SecretRule.of("Hugging Face token", "hf_", "(?<![A-Za-z0-9])hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])"),
            SecretRule.of("Stripe key", "k_live_", "[rs]k_live_[A-Za-z0-9]{16,250}"),
            SecretRule.of("SendGrid key", "sg.", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
            SecretRule.of("Telegram bot token", ":aa", "(?<![0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
            SecretRule.of("DigitalOcean token", "_v1_", "do[opr]_v1_[a-f0-9]{64}"),
            SecretRule.of("Vault token", "hvs.", "hvs\\.[A-Za-z0-9_-]{24,250}"),
            SecretRule.of("Azure storage key", "accountkey=", "AccountKey=[A-Za-z0-9+/]{86}=="),
            SecretRule.of(
                    "JSON web token",
                    "eyj",
                    "eyJ[A-Za-z0-9_-]{10,500}\\.eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,500}"),
            SecretRule.of("password in a URL", "://", "://[^\\s/:@\"'<>]{1,100}:[^\\s/@\"'<>]{3,200}@[A-Za-z0-9\\[]"),
            SecretRule.of(
                    "authorization header",
                    "authorization",
                    "(?i)authorization[\"']?\\s{0,3}[:=,]\\s{0,3}[\"']?(?:bearer|basic|token)\\s{1,3}[A-Za-z0-9+/=._~-]{16,500}"),
            generic("key"),
            generic("token"),
            generic("secret"),
            generic("passw"),
            generic("credential"));

    private SecretRules() {}

    /** A quoted value of high entropy that is given to something of this name. */
    private static SecretRule generic(String word) {
        return SecretRule.of(
                        "value of high entropy called '" + (word.equals("passw") ? "password" : word) + "'",
                        word,
                        "(?i)" + word
                                + "[a-z_]{0,12}[\"']?\\s{0,5}(?::=|=>|=|:|,|\\()\\s{0,5}[\"']([^\\s\"'\\\\]{16,200})[\"']")
                .withEntropy(3.5);
    }
}
