package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.versioncontrol.TestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract's repository on the simulated GitHub, looked at with plain git. */
final class GitHubTestRepository implements TestRepository {
    private final GitHubWorld world;
    private final GitHubSettings settings;
    private final GitHubStrategy strategy;
    private final VersionControl other;
    private VersionControl underTest;

    GitHubTestRepository(Path directory, GitHubStrategy strategy, boolean graphQl) {
        world = new GitHubWorld(directory);
        settings = graphQl ? world.settings() : world.settings().withoutGraphQl();
        this.strategy = strategy;
        this.underTest = open();
        this.other = open();
    }

    private VersionControl open() {
        return new GitHubVersionControl(world.connection(settings), strategy);
    }

    @Override
    public VersionControl underTest() {
        return underTest;
    }

    @Override
    public void restart() {
        underTest = open();
    }

    @Override
    public VersionControl anotherPublisher() {
        return other;
    }

    @Override
    public Optional<CommitId> tip(BranchName branch) {
        return world.git.tip(branch);
    }

    @Override
    public List<CommitSummary> log(BranchName branch) {
        return world.git.log(branch);
    }

    @Override
    public Map<RepositoryPath, FileContent> files(BranchName branch) {
        return world.git.files(branch);
    }

    @Override
    public Set<RepositoryPath> executables(BranchName branch) {
        return world.git.executables(branch);
    }

    @Override
    public Map<TagName, CommitId> tags() {
        return world.git.tags();
    }

    @Override
    public CommitId someoneElseCommits(BranchName branch, FileChange... changes) {
        return world.git.commit(branch, changes);
    }

    @Override
    public void someoneElseMoves(BranchName branch, CommitId to) {
        world.git.move(branch, to);
    }

    @Override
    public void someoneElseDeletes(BranchName branch) {
        world.git.delete(branch);
    }

    @Override
    public void checkHealth() {
        world.git.checkHealth();
    }

    @Override
    public void close() {
        world.close();
    }
}
