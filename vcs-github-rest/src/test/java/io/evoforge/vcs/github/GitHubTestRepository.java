package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.versioncontrol.BareTestRepository;
import java.nio.file.Path;

/** The contract's repository on the simulated GitHub, looked at with plain git. */
final class GitHubTestRepository extends BareTestRepository {
    private final GitHubWorld world;
    private final GitHubSettings settings;
    private final GitHubStrategy strategy;
    private final VersionControl other;
    private VersionControl underTest;

    GitHubTestRepository(Path directory, GitHubStrategy strategy, boolean graphQl) {
        this(new GitHubWorld(directory), strategy, graphQl);
    }

    private GitHubTestRepository(GitHubWorld world, GitHubStrategy strategy, boolean graphQl) {
        super(world.git);
        this.world = world;
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
    public void close() {
        world.close();
    }
}
