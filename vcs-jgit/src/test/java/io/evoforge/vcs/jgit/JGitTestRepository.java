package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.TestRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A bare repository made by git, and the adapter in front of it. */
final class JGitTestRepository implements TestRepository {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T13:00:00Z"), ZoneOffset.UTC);

    private final BareGitRepository bare;
    private final RepositoryUrl url;
    private final CredentialSource credentials;
    private final Path directory;
    private final Runnable onClose;
    private final List<JGitVersionControl> others = new ArrayList<>();
    private @Nullable JGitVersionControl underTest;
    private @Nullable JGitVersionControl another;

    JGitTestRepository(
            Path directory, BareGitRepository bare, RepositoryUrl url, CredentialSource credentials, Runnable onClose) {
        this.directory = directory;
        this.bare = bare;
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

    BareGitRepository bare() {
        return bare;
    }

    @Override
    public Optional<CommitId> tip(BranchName branch) {
        return bare.tip(branch);
    }

    @Override
    public List<CommitSummary> log(BranchName branch) {
        return bare.log(branch);
    }

    @Override
    public Map<RepositoryPath, FileContent> files(BranchName branch) {
        return bare.files(branch);
    }

    @Override
    public Set<RepositoryPath> executables(BranchName branch) {
        return bare.executables(branch);
    }

    @Override
    public Map<TagName, CommitId> tags() {
        return bare.tags();
    }

    @Override
    public CommitId someoneElseCommits(BranchName branch, FileChange... changes) {
        return bare.commit(branch, changes);
    }

    @Override
    public void someoneElseMoves(BranchName branch, CommitId to) {
        bare.move(branch, to);
    }

    @Override
    public void someoneElseDeletes(BranchName branch) {
        bare.delete(branch);
    }

    @Override
    public void checkHealth() {
        bare.checkHealth();
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
