package io.evoforge.app.wiring;

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
import org.jspecify.annotations.Nullable;

/** The contract's repository on the simulated GitHub, reached by what {@code commit.strategy} chooses. */
final class StrategyRepository implements TestRepository {
    private final GitHubByConfiguration world;
    private final String strategy;
    private Session session;
    private @Nullable Session other;

    StrategyRepository(Path directory, String strategy) {
        this.world = new GitHubByConfiguration(directory);
        this.strategy = strategy;
        this.session = open("state");
    }

    private Session open(String state) {
        return world.session(world.config(strategy, state, Map.of()));
    }

    @Override
    public VersionControl underTest() {
        return session.versionControl();
    }

    @Override
    public void restart() {
        session.close();
        session = open("state");
    }

    @Override
    public VersionControl anotherPublisher() {
        if (other == null) {
            other = open("state-of-another");
        }
        return other.versionControl();
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
        session.close();
        if (other != null) {
            other.close();
        }
        world.close();
    }
}
