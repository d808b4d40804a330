package io.evoforge.vcs.github;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process of its own that publishes one evolution, to be killed. */
final class PublishingProcess {
    private PublishingProcess() {}

    /** Starts it; it has the token in its environment only. */
    static Process start(PublishingWay way, GitHubWorld world, BranchName branch, CommitId base) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingProcess.class.getName(),
                        way.name(),
                        world.url.value(),
                        world.github.apiUrl().toString(),
                        branch.value(),
                        base.hex()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("GITHUB_USERNAME", "ada");
        builder.environment().put("GITHUB_TOKEN", world.token);
        builder.environment().put("GITHUB_EMAIL", "ada@example.org");
        builder.environment().put("GITHUB_REPO", world.url.value());
        return builder.start();
    }

    public static void main(String[] arguments) {
        PublishingWay way = PublishingWay.valueOf(arguments[0]);
        GitHubSettings settings = GitHubSettings.of(new RepositoryUrl(arguments[1]), URI.create(arguments[2]));
        Clock clock = Clock.systemUTC();
        WriteBudget unplanned = new WriteBudget(clock, Pause.REAL, 1_000, 1_000, Duration.ZERO);
        GitHubConnection connection = new GitHubConnection(
                way.settings(settings),
                new EnvironmentCredentialSource(System.getenv(), "GITHUB_"),
                unplanned,
                clock,
                Pause.REAL);
        boolean done = way.publish(
                connection, PublishingWay.evolution(new BranchName(arguments[3]), new CommitId(arguments[4])));
        System.exit(done ? 0 : 1);
    }
}
