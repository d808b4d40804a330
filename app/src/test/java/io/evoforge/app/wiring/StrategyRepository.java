package io.evoforge.app.wiring;

import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.testkit.versioncontrol.BareTestRepository;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract's repository on the simulated GitHub, reached by what {@code commit.strategy} chooses. */
final class StrategyRepository extends BareTestRepository {
    private final GitHubByConfiguration world;
    private final String strategy;
    private Session session;
    private @Nullable Session other;

    StrategyRepository(Path directory, String strategy) {
        this(new GitHubByConfiguration(directory), strategy);
    }

    private StrategyRepository(GitHubByConfiguration world, String strategy) {
        super(world.git);
        this.world = world;
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
    public void close() {
        session.close();
        if (other != null) {
            other.close();
        }
        world.close();
    }
}
