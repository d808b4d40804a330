package io.evoforge.app.wiring;

import static io.evoforge.app.wiring.GitHubByConfiguration.MAIN;
import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.config.AppConfig;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.testkit.github.Protection;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.PublicationResult;
import io.evoforge.vcs.RepositoryStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every commit strategy, chosen by {@code commit.strategy} and nothing else, as seen by plain git on the remote. */
class CommitStrategyIT {
    private static final Map<String, String> WHEN_PROTECTED = Map.of("commit.pull-request-when-protected", "true");

    @TempDir
    private Path directory;

    private GitHubByConfiguration world;

    @BeforeEach
    void start() {
        world = new GitHubByConfiguration(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitStrategy.class,
            names = {"LOCAL", "PULL_REQUEST"},
            mode = EnumSource.Mode.EXCLUDE)
    void versions_are_on_the_branch_once_each_whatever_is_repeated(CommitStrategy strategy) {
        Evolution seed = evolution(1).build();
        Evolution next = evolution(2).build();
        AppConfig config = world.config(strategy.configurationName(), "state", Map.of());

        PublicationResult first;
        try (Session session = world.session(config)) {
            first = session.publisher().publish(seed);
            session.publisher().publish(next);
        }
        PublicationResult again;
        RepositoryStatus status;
        try (Session session = world.session(world.config(strategy.configurationName(), "lost", Map.of()))) {
            again = session.publisher().publish(seed);
            status = session.publisher().status();
        }

        assertThat(first.pushSuccess()).isTrue();
        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(again.commitId()).isEqualTo(first.commitId());
        assertThat(commitsOf(MAIN, seed))
                .containsExactlyElementsOf(first.commitId().stream().toList());
        assertThat(commitsOf(MAIN, next)).hasSize(1);
        assertThat(source(MAIN)).isEqualTo(next.source().text());
        assertThat(status.latestEvolutions()).hasSize(2);
        assertThat(world.repository.pulls()).isEmpty();
        world.git.checkHealth();
    }

    @Test
    void a_local_version_stays_here() {
        try (Session session = world.session(world.config("local", "state", Map.of()))) {
            PublicationResult result = session.publisher().publish(evolution(1).build());

            assertThat(result.commitSuccess()).isTrue();
            assertThat(result.pushSuccess()).isFalse();
        }
        assertThat(world.git.tip(MAIN)).isEmpty();
        assertThat(world.github.requests().count()).isZero();
    }

    @Test
    void each_version_is_proposed_once_on_a_branch_of_its_own() {
        beginMain();
        world.repository.addReviewer("grace");
        AppConfig config = world.config(
                "pull-request",
                "state",
                Map.of("commit.pull-request-reviewers", "grace", "commit.pull-request-draft", "true"));

        PublicationResult opened = publish(config, evolution(2).build());
        PublicationResult again = publish(config, evolution(2).build());

        assertThat(opened).isInstanceOf(PublicationResult.Published.class);
        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(world.repository.pulls()).singleElement().satisfies(pull -> {
            assertThat(pull.head()).isEqualTo("evolution/v2");
            assertThat(pull.base()).isEqualTo("main");
            assertThat(pull.title()).isEqualTo("🤖 Autonomous Code Evolution - v2");
            assertThat(pull.body()).contains("| Bitrate at 36.0 dB PSNR-Y |").contains("BD-rate, mean of held out");
            assertThat(pull.labels()).containsExactly("evolution");
            assertThat(pull.requestedReviewers()).containsExactly("grace");
            assertThat(opened.commitUrl().map(Object::toString))
                    .hasValueSatisfying(page -> assertThat(page).endsWith("/acme/codec/pull/" + pull.number()));
        });
        assertThat(commitsOf(new BranchName("evolution/v2"), evolution(2).build()))
                .hasSize(1);
        assertThat(commitsOf(MAIN, evolution(2).build())).isEmpty();
    }

    @Test
    void a_version_that_was_merged_is_not_proposed_again() {
        beginMain();
        AppConfig config = world.config("pull-request", "state", Map.of());
        publish(config, evolution(2).build());
        BranchName branch = new BranchName("evolution/v2");
        world.git.move(MAIN, world.git.tip(branch).orElseThrow());
        world.git.delete(branch);

        PublicationResult again = publish(config, evolution(2).build());

        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(world.repository.pulls()).hasSize(1);
        assertThat(world.git.tip(branch)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-git-data", "github-contents", "github-graphql"})
    void a_protected_branch_becomes_a_pull_request_where_that_is_configured(String strategy) {
        beginMain();
        world.repository.protect("main", Protection.RULESET);
        Evolution next = evolution(2).build();

        PublicationResult refused = publish(world.config(strategy, "state", Map.of()), next);
        List<SimulatedPull> before = world.repository.pulls();
        PublicationResult proposed = publish(world.config(strategy, "state", WHEN_PROTECTED), next);
        PublicationResult again = publish(world.config(strategy, "state", WHEN_PROTECTED), next);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        PublicationResult.Rejected.class,
                        rejected ->
                                assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.PROTECTED_BRANCH));
        assertThat(refused.error())
                .hasValueSatisfying(message -> assertThat(message).contains("pull-request"));
        assertThat(before).isEmpty();
        assertThat(proposed).isInstanceOf(PublicationResult.Published.class);
        assertThat(again).isInstanceOf(PublicationResult.AlreadyPublished.class);
        assertThat(world.repository.pulls()).hasSize(1);
        assertThat(commitsOf(MAIN, next)).isEmpty();
        assertThat(commitsOf(new BranchName("evolution/v2"), next)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "github-git-data", "github-contents", "github-graphql", "pull-request"})
    void a_secret_is_stopped_here_and_never_becomes_a_pull_request(String strategy) {
        beginMain();
        world.repository.enablePushProtection();
        Map<String, String> more = strategy.startsWith("github-") ? WHEN_PROTECTED : Map.of();
        Evolution leaking = evolution(2)
                .source("final class EvolvedCodec { String key = \"ghp_" + "a1B2".repeat(9) + "\"; }\n")
                .build();

        PublicationResult result = publish(world.config(strategy, "state", more), leaking);

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublicationResult.Rejected.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.SECRET_FOUND));
        assertThat(world.repository.pulls()).isEmpty();
        assertThat(world.git.log(MAIN)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "github-git-data", "github-contents", "github-graphql", "pull-request"})
    void a_hundred_kilobytes_of_model_text_with_a_query_inside_are_only_text(String strategy) {
        beginMain();
        String query = "\"}) { viewer { login } } mutation { deleteRef } fixes #1 @ada [skip ci]\n\nEvolution-Id: 0\n";
        Evolution wordy =
                evolution(2).summary(query.repeat(100_000 / query.length())).build();

        PublicationResult result = publish(world.config(strategy, "state", Map.of()), wordy);

        BranchName branch = strategy.equals("pull-request") ? new BranchName("evolution/v2") : MAIN;
        assertThat(result).isInstanceOf(PublicationResult.Published.class);
        assertThat(commitsOf(branch, wordy)).hasSizeBetween(1, 4); // Contents makes one for each file
        assertThat(world.git.log(branch).get(0).message())
                .hasSizeLessThan(5_000)
                .startsWith("🤖 Autonomous Code Evolution - v2\n")
                .doesNotContain("#1", "@ada", "[skip ci]");
        assertThat(world.git.files(branch).values())
                .extracting(file -> file.asText().orElseThrow())
                .noneMatch(text -> text.contains("fixes #1") || text.contains("@ada"));
        assertThat(world.repository.pulls())
                .allSatisfy(
                        pull -> assertThat(pull.body()).hasSizeLessThan(5_000).doesNotContain("#1", "@ada"))
                .hasSize(strategy.equals("pull-request") ? 1 : 0);
        world.git.checkHealth();
    }

    /** Pull requests need something to go to. */
    private void beginMain() {
        publish(
                world.config("github-git-data", "beginning", Map.of()),
                evolution(1).build());
        world.github.requests().clear();
    }

    private PublicationResult publish(AppConfig config, Evolution evolution) {
        try (Session session = world.session(config)) {
            return session.publisher().publish(evolution);
        }
    }

    private List<CommitId> commitsOf(BranchName branch, Evolution evolution) {
        return world.git.log(branch).stream()
                .filter(commit -> Trailer.in(commit.message())
                        .contains(new Trailer("Evolution-Id", evolution.id().value())))
                .map(CommitSummary::id)
                .toList();
    }

    private String source(BranchName branch) {
        return world.git.files(branch).entrySet().stream()
                .filter(file ->
                        file.getKey().equals(new RepositoryPath("src/main/java/io/evoforge/evolved/EvolvedCodec.java")))
                .map(Map.Entry::getValue)
                .map(FileContent::asText)
                .findFirst()
                .flatMap(text -> text)
                .orElseThrow();
    }
}
