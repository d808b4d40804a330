package io.evoforge.vcs;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evolution.Evolution;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConfigurationNamesTest {
    @Test
    void strategies_are_written_like_this() {
        assertThat(Arrays.stream(CommitStrategy.values()).map(CommitStrategy::configurationName))
                .containsExactly(
                        "local", "push", "github-git-data", "github-contents", "github-graphql", "pull-request");
        assertThat(CommitStrategy.ofConfigurationName("github-graphql")).isEqualTo(CommitStrategy.GITHUB_GRAPHQL);
        assertThatThrownBy(() -> CommitStrategy.ofConfigurationName("PUSH"))
                .hasMessage("'PUSH' is no commit strategy; choose one of local, push, github-git-data,"
                        + " github-contents, github-graphql, pull-request");
    }

    @Test
    void tag_rules_are_written_like_this() {
        assertThat(Arrays.stream(TagRule.values()).map(TagRule::configurationName))
                .containsExactly("none", "majors", "every-version");
        assertThat(TagRule.ofConfigurationName("majors")).isEqualTo(TagRule.MAJORS);
        assertThatThrownBy(() -> TagRule.ofConfigurationName("all"))
                .hasMessage("'all' is no tag rule; choose one of none, majors, every-version");
    }

    @Test
    void a_major_version_is_the_seed_or_better_by_the_percentage_of_the_rule() {
        Evolution tenBetter = evolution(2).bdRatePercent(-50, -10).build();
        Evolution barely = evolution(2).bdRatePercent(-1, -1).build();

        assertThat(TagRule.MAJORS.appliesTo(evolution(1).build(), 10)).isTrue();
        assertThat(TagRule.MAJORS.appliesTo(tenBetter, 10)).isTrue();
        assertThat(TagRule.MAJORS.appliesTo(tenBetter, 10.1)).isFalse();
        assertThat(TagRule.MAJORS.appliesTo(barely, 1)).isTrue();
        assertThat(TagRule.EVERY_VERSION.appliesTo(barely, 10)).isTrue();
        assertThat(TagRule.NONE.appliesTo(evolution(1).build(), 10)).isFalse();
    }

    @Test
    void identities_that_git_cannot_write_are_refused() {
        assertThatThrownBy(() -> new CommitIdentity("Eve <eve@x>", "eve@x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CommitIdentity("Eve", "eve@x\nparent 0"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
