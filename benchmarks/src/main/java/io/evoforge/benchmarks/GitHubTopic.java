package io.evoforge.benchmarks;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests and wall time of one commit through GitHub, on a simulated GitHub that takes 50 ms for each answer: every
 * strategy of ours, github-api's tree builder as its documentation shows it, and the five calls of GitHub's MCP server.
 */
final class GitHubTopic implements Topic {
    static final BranchName MAIN = new BranchName("main");

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int[] CHANGED_FILES = {1, 5, 50};
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "github";
    }

    @Override
    public String description() {
        return "requests and time of a commit through GitHub, " + LATENCY.toMillis() + " ms for each answer";
    }

    @Override
    public void run(PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("evoforge-benchmark");
        try (SimulatedGitHub github = SimulatedGitHub.start(directory, Clock.systemUTC())) {
            github.setLatency(LATENCY);
            String token = github.accounts().classicToken("ada");
            out.printf("%-34s %12s %12s %12s%n", "", "1 file", "5 files", "50 files");
            for (GitHubWay.Kind kind : GitHubWay.Kind.values()) {
                SimulatedRepository repository = github.createRepository(
                        "acme", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                BareGitRepository git = BareGitRepository.at(repository.directory());
                git.commit(
                        MAIN,
                        new FileChange.Put(
                                new RepositoryPath("README"), FileContent.ofText("hello\n"), FileMode.REGULAR));
                try (GitHubWay way = kind.open(github, repository, token, directory)) {
                    measure(out, github, git, kind, way);
                }
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static void measure(
            PrintStream out, SimulatedGitHub github, BareGitRepository git, GitHubWay.Kind kind, GitHubWay way)
            throws Exception {
        StringBuilder row = new StringBuilder(String.format("%-34s", kind.label()));
        for (int changed : CHANGED_FILES) {
            way.commit(files(changed, "warm-up"), "Warm up");
            long[] nanos = new long[ROUNDS];
            int requests = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Map<String, String> files = files(changed, "round " + round);
                github.requests().clear();
                long start = System.nanoTime();
                way.commit(files, "Round " + round);
                nanos[round] = System.nanoTime() - start;
                requests = github.requests().count();
                check(git, files);
            }
            Arrays.sort(nanos);
            row.append(String.format("  %2d %5d ms", requests, nanos[ROUNDS / 2] / 1_000_000));
        }
        out.println(row);
    }

    private static Map<String, String> files(int count, String text) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            files.put("src/file" + i + ".txt", text + " of " + count + ", file " + i + "\n");
        }
        return files;
    }

    /** A fast commit that is not there would be no commit. */
    private static void check(BareGitRepository git, Map<String, String> files) {
        Map<RepositoryPath, FileContent> there = git.files(MAIN);
        Map<RepositoryPath, FileContent> wanted = new TreeMap<>();
        files.forEach((path, text) -> wanted.put(new RepositoryPath(path), FileContent.ofText(text)));
        if (!there.entrySet().containsAll(wanted.entrySet())) {
            throw new IllegalStateException("the commit lacks some of " + wanted.keySet());
        }
    }
}
