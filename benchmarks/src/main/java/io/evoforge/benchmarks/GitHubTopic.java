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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final int WARM_UPS = 1;

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
        List<Measured> all = new ArrayList<>();
        try (SimulatedGitHub github = SimulatedGitHub.start(directory, Clock.systemUTC())) {
            try {
                github.setLatency(LATENCY);
                String token = github.accounts().classicToken("ada");
                for (GitHubWay.Kind kind : GitHubWay.Kind.values()) {
                    all.add(open(github, kind, token, directory));
                }
                for (int changed : CHANGED_FILES) {
                    measure(github, all, changed);
                }
            } finally {
                all.forEach(one -> one.way.close());
            }
            out.printf("%-34s %13s %13s %13s%n", "requests and median of " + ROUNDS, "1 file", "5 files", "50 files");
            all.forEach(one -> out.println(one.row));
        } finally {
            Directories.delete(directory);
        }
    }

    /** A way with the repository it commits to, and what was measured of it. */
    private record Measured(GitHubWay way, BareGitRepository git, StringBuilder row) {}

    private static Measured open(SimulatedGitHub github, GitHubWay.Kind kind, String token, Path directory)
            throws Exception {
        SimulatedRepository repository = github.createRepository(
                "acme", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        BareGitRepository git = BareGitRepository.at(repository.directory());
        git.commit(
                MAIN,
                new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("hello\n"), FileMode.REGULAR));
        GitHubWay way = kind.open(github, repository, token, directory);
        return new Measured(way, git, new StringBuilder(String.format("%-34s", kind.label())));
    }

    /** One way after the other in each round, so that whatever else the machine does meets all of them. */
    private static void measure(SimulatedGitHub github, List<Measured> all, int changed) throws Exception {
        long[][] nanos = new long[all.size()][ROUNDS];
        int[] requests = new int[all.size()];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (int i = 0; i < all.size(); i++) {
                Measured one = all.get(i);
                Map<String, String> files = files(changed, "round " + round);
                github.requests().clear();
                long start = System.nanoTime();
                one.way.commit(files, "Round " + round);
                long took = System.nanoTime() - start;
                if (round >= 0) {
                    nanos[i][round] = took;
                    requests[i] = github.requests().count();
                }
                check(one.git, files);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            Arrays.sort(nanos[i]);
            all.get(i).row.append(String.format("  %3d %5d ms", requests[i], nanos[i][ROUNDS / 2] / 1_000_000));
        }
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
