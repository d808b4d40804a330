package io.evoforge.app.config;

/** Where credentials may be kept. */
public enum CredentialKind {
    /** Variables of the environment. */
    ENVIRONMENT,
    /** A file that only its owner may read. */
    FILE,
    /** A credential helper of Git. */
    COMMAND,
    /** AWS Secrets Manager. */
    AWS
}
