package io.evoforge.app.wiring;

import io.evoforge.testkit.versioncontrol.TestRepository;
import io.evoforge.testkit.versioncontrol.VersionControlContract;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole contract for every strategy that publishes; nothing but {@code commit.strategy} differs. */
@ParameterizedClass
@ValueSource(strings = {"push", "github-git-data", "github-contents", "github-graphql", "pull-request"})
class EveryStrategyContractIT extends VersionControlContract {
    private static final String MODES = "a_file_keeps_its_mode_unless_another_is_asked_for";

    private final String strategy;

    @TempDir
    private Path directory;

    EveryStrategyContractIT(String strategy) {
        this.strategy = strategy;
    }

    @Override
    protected TestRepository newRepository() {
        return new StrategyRepository(directory, strategy);
    }

    @Override
    protected boolean keepsIdentity() {
        return !strategy.equals("github-graphql");
    }

    @Override
    protected Set<String> inexpressible() {
        return switch (strategy) {
            case "github-graphql" -> Set.of(MODES);
            case "github-contents" ->
                Set.of(
                        MODES,
                        "branches_do_not_touch_each_other",
                        "giving_up_on_a_branch_that_the_remote_has_not_got_does_nothing");
            default -> Set.of();
        };
    }
}
