package io.evoforge.vcs.github;

import static io.evoforge.testkit.evolution.Evolutions.evolution;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.delivery.Cleanup;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryHost;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliveryResult;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.delivery.DeliverySettings.CheckRules;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.hosting.MergeMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deliveries to the simulated GitHub, each look by a process of its own. The base branch has a README. */
final class DeliveryBench implements AutoCloseable {
    static final BranchName MAIN = new BranchName("main");
    static final BranchName BRANCH = new BranchName("evolution/v2");
    static final Evolution SEED = evolution(1).build();
    static final Evolution SECOND = evolution(2).build();
    static final PublisherSettings PUBLISHING =
            PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH).withTags(TagRule.EVERY_VERSION);

    final GitHubWorld world;
    DeliverySettings settings = DeliverySettings.of(DeliveryPolicy.PULL_REQUEST)
            .merging(MergeMethod.MERGE)
            .withChecks(new CheckRules(
                    List.of("build"),
                    Duration.ZERO,
                    Duration.ofMinutes(30),
                    Duration.ofSeconds(30),
                    CheckRules.DEFAULT.own()));
    List<String> reviewers = List.of();
    boolean draft;

    @Nullable
    ReviewReply review;

    DeliveryBench(Path directory) {
        world = new GitHubWorld(directory);
        world.git.commit(MAIN, put("README", "hello"));
    }

    /** The seed goes to the base directly. */
    DeliveryBench withSeed() {
        publisher(connection()).publish(SEED);
        return this;
    }

    DeliveryResult deliver(Evolution evolution) {
        GitHubConnection connection = connection();
        return delivery(connection).deliver(evolution, review);
    }

    /** Delivers until it is merged, with a green build. */
    DeliveryResult merged(Evolution evolution) {
        deliver(evolution);
        report(settings.branchOf(evolution.version()), "success");
        return deliver(evolution);
    }

    DeliveryResult withdraw(Evolution evolution, String reason) {
        return delivery(connection()).withdraw(evolution, reason);
    }

    DeliveryResult rollback(EvolutionVersion to) {
        return delivery(connection()).rollback(to, "v2 fails on grain, says @somebody");
    }

    Cleanup cleanup() {
        GitHubConnection connection = connection();
        return new Cleanup(publisher(connection), settings, host(connection));
    }

    private Delivery delivery(GitHubConnection connection) {
        return new Delivery(publisher(connection), settings, host(connection), connection.hostTime());
    }

    private DeliveryHost host(GitHubConnection connection) {
        return new DeliveryHost(
                new GitHubPullRequests(connection),
                new GitHubPullRequestDecisions(connection),
                new GitHubChecks(connection),
                new GitHubBranches(connection),
                new GitHubTags(connection),
                new GitHubReleases(connection),
                List.of("evolution"),
                reviewers,
                draft);
    }

    private GitHubConnection connection() {
        return world.connection();
    }

    private EvolutionPublisher publisher(GitHubConnection connection) {
        return new EvolutionPublisher(
                new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA), PUBLISHING, world.time);
    }

    /** Another run, whose codec is another file, publishes on the base branch. */
    void otherRunPublishes(int version) {
        Evolution theirs = evolution(version)
                .run("other")
                .source("final class OtherCodec {}\n")
                .build();
        PublisherSettings publishing = PUBLISHING
                .withPaths(EvolutionPaths.DEFAULT.withSource(new RepositoryPath("src/main/java/OtherCodec.java")))
                .withTags(TagRule.NONE);
        new EvolutionPublisher(new GitHubVersionControl(connection(), GitHubStrategy.GIT_DATA), publishing, world.time)
                .publish(theirs);
    }

    /** A build machine reports. */
    void report(BranchName branch, String state) {
        world.repository.reportStatus(branch.value(), "build", state, world.time.instant());
    }

    /** A person merges pull request {@code number} at the moment that we comment on it. */
    void mergedWhenCommentedOn(int number) {
        world.github
                .faults()
                .on(
                        request -> {
                            boolean isComment = request.method().equals("POST")
                                    && request.path().endsWith("/issues/" + number + "/comments");
                            if (isComment) {
                                world.repository.mergePull(number, "grace", world.time.instant());
                            }
                            return false; // nothing goes wrong with the comment
                        },
                        0,
                        1,
                        Fault.drop());
    }

    SimulatedPull pull(int number) {
        return world.repository.pulls().get(number - 1);
    }

    String source() {
        return Optional.ofNullable(world.git.files(MAIN).get(PUBLISHING.paths().source()))
                .flatMap(FileContent::asText)
                .orElseThrow();
    }

    CommitId someoneCommits(BranchName branch, String path, String text) {
        return world.git.commit(branch, put(path, text));
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }

    @Override
    public void close() {
        world.close();
    }
}
