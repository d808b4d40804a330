package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program that publishes one numbered evolution after the other until a file called {@code stop} appears. It may be
 * killed at any moment; started again, it goes on.
 *
 * <p>Arguments: its name, its state directory, the remote, the file it notes finished numbers in, the limit of numbers.
 */
final class PublisherProcess {
    /** Printed when it begins to work. */
    static final String READY = "ready";

    private static final BranchName MAIN = new BranchName("main");
    private static final RepositoryPath LOG = new RepositoryPath("log.md");

    /** Both sides append to the log. */
    static final MergeDriver APPENDING = (path, base, ours, theirs) -> {
        String before = text(base);
        return path.equals(LOG) && text(ours).startsWith(before)
                ? Optional.of(FileContent.ofText(text(theirs) + text(ours).substring(before.length())))
                : Optional.empty();
    };

    private final String name;
    private final VersionControl git;
    private final Path acknowledged;

    private PublisherProcess(String name, VersionControl git, Path acknowledged) {
        this.name = name;
        this.git = git;
        this.acknowledged = acknowledged;
    }

    public static void main(String[] arguments) throws IOException {
        RepositoryUrl url = new RepositoryUrl(arguments[2]);
        JGitSettings settings = JGitSettings.remote(Path.of(arguments[1]), url)
                .withDeadline(Duration.ofSeconds(60))
                .withAttempts(30);
        int limit = Integer.parseInt(arguments[4]);
        try (JGitVersionControl git = new JGitVersionControl(settings, new FixedCredentials(url), Clock.systemUTC())) {
            System.out.println(READY);
            new PublisherProcess(arguments[0], git, Path.of(arguments[3])).run(limit);
        }
    }

    private void run(int limit) throws IOException {
        while (finished() < limit && !Files.exists(acknowledged.resolveSibling("stop"))) {
            int number = finished();
            publish(number);
            try (FileChannel channel = FileChannel.open(
                    acknowledged, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(new byte[] {'.'}));
                channel.force(true);
            }
        }
    }

    private int finished() throws IOException {
        return Files.exists(acknowledged) ? (int) Files.size(acknowledged) : 0;
    }

    private void publish(int number) {
        Trailer trailer = new Trailer("Evolution-Id", name + "-" + number);
        while (true) {
            try {
                if (git.find(MAIN, trailer).isEmpty()) {
                    git.commit(changeset(number, trailer, git.status(MAIN, 0).tip()));
                }
                PushOutcome outcome = git.push(MAIN, APPENDING);
                if (outcome instanceof PushOutcome.Pushed || outcome instanceof PushOutcome.UpToDate) {
                    return;
                }
                throw new IllegalStateException("push of " + trailer.line() + ": " + outcome);
            } catch (VersionControlException e) {
                if (!e.isRetryable()) {
                    throw e;
                }
            }
        }
    }

    private Changeset changeset(int number, Trailer trailer, @Nullable CommitId tip) {
        String log = tip == null ? "" : text(git.read(tip, LOG).orElse(null));
        String line = name + " " + number + "\n";
        Signature author = new Signature(
                name,
                name + "@example.org",
                OffsetDateTime.parse("2026-03-01T00:00:00Z").plusSeconds(number));
        return ChangesetBuilder.aChangeset()
                .on(tip)
                .by(author)
                .put(name + "/" + number + ".txt", line)
                .put(LOG.value(), log + line)
                .message("Publish " + line + "\n" + trailer.line() + "\n")
                .build();
    }

    static String text(@Nullable FileContent content) {
        return content == null ? "" : new String(content.toByteArray(), StandardCharsets.UTF_8);
    }
}
