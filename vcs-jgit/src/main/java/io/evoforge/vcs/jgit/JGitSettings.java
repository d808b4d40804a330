package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.RepositoryUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link JGitVersionControl} keeps its repository, where it publishes, and what it may cost. Immutable.
 *
 * @param stateDirectory our own directory; created when missing, used by one instance at a time
 * @param remote where commits are pushed to; null if the repository in the state directory is itself the result
 * @param deadline how long one call may take at most, everything included; at least 1 ms
 * @param maximumResponseBytes how many bytes the remote may send in one answer; at least 1 KiB
 * @param attempts how often a push is tried against a branch that keeps moving; 1 to 100
 * @param ssh how to enter the remote; needed for {@code ssh} and not used otherwise
 * @param signingKey file with the private key that every commit and tag is signed with: Ed25519 in OpenSSH's format, or
 *     Ed25519 or RSA in an armoured OpenPGP block, without a passphrase; null to sign none
 */
public record JGitSettings(
        Path stateDirectory,
        @Nullable RepositoryUrl remote,
        Duration deadline,
        long maximumResponseBytes,
        int attempts,
        @Nullable SshAccess ssh,
        @Nullable Path signingKey) {
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);
    private static final long DEFAULT_RESPONSE_BYTES = 1L << 30;
    private static final int DEFAULT_ATTEMPTS = 8;

    public JGitSettings {
        Objects.requireNonNull(stateDirectory, "stateDirectory");
        if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("the deadline must be at least 1 ms but was " + deadline);
        }
        if (maximumResponseBytes < 1024) {
            throw new IllegalArgumentException(
                    "the largest response must be at least 1,024 bytes but was " + maximumResponseBytes);
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("the number of attempts must be 1 to 100 but was " + attempts);
        }
        if (remote != null && remote.scheme().equals("http") && !remote.isLoopback()) {
            throw new IllegalArgumentException("'" + remote.redacted() + "' would send the token unencrypted; use"
                    + " https, http is for loopback addresses only");
        }
    }

    /** Commits stay in the repository below {@code stateDirectory}; nothing is ever sent anywhere. */
    public static JGitSettings local(Path stateDirectory) {
        return new JGitSettings(
                stateDirectory, null, DEFAULT_DEADLINE, DEFAULT_RESPONSE_BYTES, DEFAULT_ATTEMPTS, null, null);
    }

    /** Commits are pushed to {@code remote}; 60 seconds for a call, 1 GiB for an answer, 8 attempts. */
    public static JGitSettings remote(Path stateDirectory, RepositoryUrl remote) {
        return new JGitSettings(
                stateDirectory, remote, DEFAULT_DEADLINE, DEFAULT_RESPONSE_BYTES, DEFAULT_ATTEMPTS, null, null);
    }

    /** The same with another deadline. */
    public JGitSettings withDeadline(Duration newDeadline) {
        return new JGitSettings(stateDirectory, remote, newDeadline, maximumResponseBytes, attempts, ssh, signingKey);
    }

    /** The same with another limit for one answer. */
    public JGitSettings withMaximumResponseBytes(long bytes) {
        return new JGitSettings(stateDirectory, remote, deadline, bytes, attempts, ssh, signingKey);
    }

    /** The same with another number of attempts against a moving branch. */
    public JGitSettings withAttempts(int newAttempts) {
        return new JGitSettings(stateDirectory, remote, deadline, maximumResponseBytes, newAttempts, ssh, signingKey);
    }

    /** The same with access to an {@code ssh} remote. */
    public JGitSettings withSsh(SshAccess access) {
        return new JGitSettings(stateDirectory, remote, deadline, maximumResponseBytes, attempts, access, signingKey);
    }

    /** The same with commits and tags signed by the key in {@code file}. */
    public JGitSettings withSigningKey(Path file) {
        return new JGitSettings(stateDirectory, remote, deadline, maximumResponseBytes, attempts, ssh, file);
    }
}
