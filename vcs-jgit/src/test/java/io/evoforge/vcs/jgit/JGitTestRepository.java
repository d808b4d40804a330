package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.BareTestRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A bare repository made by git, and the adapter in front of it. */
final class JGitTestRepository extends BareTestRepository {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T13:00:00Z"), ZoneOffset.UTC);

    private final RepositoryUrl url;
    private final CredentialSource credentials;
    private final Path directory;
    private final Runnable onClose;
    private final List<JGitVersionControl> others = new ArrayList<>();
    private @Nullable JGitVersionControl underTest;
    private @Nullable JGitVersionControl another;

    JGitTestRepository(
            Path directory, BareGitRepository bare, RepositoryUrl url, CredentialSource credentials, Runnable onClose) {
        super(bare);
        this.directory = directory;
        this.url = url;
        this.credentials = credentials;
        this.onClose = onClose;
    }

    private JGitVersionControl open(String name) {
        JGitSettings settings =
                JGitSettings.remote(directory.resolve(name), url).withDeadline(Duration.ofMinutes(2));
        return new JGitVersionControl(settings, credentials, CLOCK, new SplittableRandom(name.hashCode()));
    }

    @Override
    public VersionControl underTest() {
        if (underTest == null) {
            underTest = open("state");
        }
        return underTest;
    }

    @Override
    public void restart() {
        if (underTest != null) {
            underTest.close();
        }
        underTest = null;
    }

    @Override
    public VersionControl anotherPublisher() {
        if (another == null) {
            another = open("state-of-another");
            others.add(another);
        }
        return another;
    }

    @Override
    public void close() {
        if (underTest != null) {
            underTest.close();
        }
        others.forEach(JGitVersionControl::close);
        onClose.run();
    }
}
