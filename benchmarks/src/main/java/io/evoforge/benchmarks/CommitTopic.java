package io.evoforge.benchmarks;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.testkit.versioncontrol.GitProgram;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One commit, and one commit with its push, against {@code git add} and {@code git commit} and {@code git push}, in
 * repositories of several sizes. Both sides start from the same history and change the same files.
 */
final class CommitTopic implements Topic {
    private static final BranchName MAIN = new BranchName("main");
    private static final int[] REPOSITORY_FILES = {1_000, 10_000, 100_000};
    private static final int[] CHANGED_FILES = {1, 10, 50};
    private static final int FILES_PER_DIRECTORY = 50;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 15;

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public String description() {
        return "commits and pushes with JGit in core, against the git program";
    }

    @Override
    public void run(PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("evoforge-benchmark");
        try {
            out.printf(
                    "%10s %8s | %10s %10s %7s | %10s %10s %7s | %s%n",
                    "repository", "changed", "git", "ours", "times", "git+push", "ours+push", "times", "heap");
            Map<Integer, long[]> ours = new TreeMap<>();
            double least = Double.MAX_VALUE;
            for (int files : REPOSITORY_FILES) {
                least = Math.min(least, compare(out, directory.resolve("of-" + files), files, ours));
            }
            summarise(out, least, ours);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Says how the figures stand to what is promised. */
    private static void summarise(PrintStream out, double least, Map<Integer, long[]> ours) {
        out.printf("A commit is at least %.1f times as fast as with the git program; promised are 3.%n", least);
        long[] small = ours.getOrDefault(REPOSITORY_FILES[0], new long[CHANGED_FILES.length]);
        long[] large = ours.getOrDefault(REPOSITORY_FILES[REPOSITORY_FILES.length - 1], new long[CHANGED_FILES.length]);
        for (int i = 0; i < CHANGED_FILES.length; i++) {
            out.printf(
                    "A commit of %d takes %.2f times as long among %,d files as among %,d; promised are 1.5.%n",
                    CHANGED_FILES[i],
                    (double) large[i] / small[i],
                    REPOSITORY_FILES[REPOSITORY_FILES.length - 1],
                    REPOSITORY_FILES[0]);
        }
    }

    /**
     * One repository.
     *
     * @param medians gets the nanoseconds of our commits, for each number of changed files
     * @return the least ratio of git's time to ours
     */
    private static double compare(PrintStream out, Path directory, int files, Map<Integer, long[]> medians)
            throws IOException {
        Path work = Files.createDirectories(directory.resolve("work"));
        GitProgram git = new GitProgram(work);
        git.run("init", "--quiet", "--initial-branch=main");
        git.run("config", "gc.auto", "0");
        git.runWithInput(history(files), "fast-import", "--quiet");
        git.run("reset", "--quiet", "--hard", "main");
        Path remote = Files.createDirectories(directory.resolve("remote.git"));
        new GitProgram(directory).run("clone", "--quiet", "--bare", work.toString(), remote.toString());
        Path ourRemote = Files.createDirectories(directory.resolve("our-remote.git"));
        new GitProgram(directory).run("clone", "--quiet", "--bare", work.toString(), ourRemote.toString());
        git.run("remote", "add", "origin", remote.toString());
        JGitSettings settings =
                JGitSettings.remote(directory.resolve("state"), new RepositoryUrl("file://" + ourRemote));
        try (JGitVersionControl ours = new JGitVersionControl(settings, new NoCredentials(), Clock.systemUTC())) {
            CommitId tip = ours.status(MAIN, 0).tip();
            for (int round = 0; round < WARM_UP; round++) {
                tip = commit(ours, ChangesetBuilder.aChangeset().on(tip), 10, "warm-up " + round);
                ours.push(MAIN, MergeDriver.NONE);
            }
            long[] ourMedians = new long[CHANGED_FILES.length];
            medians.put(files, ourMedians);
            double least = Double.MAX_VALUE;
            for (int kind = 0; kind < CHANGED_FILES.length; kind++) {
                int changed = CHANGED_FILES[kind];
                long[] gitCommit = new long[ROUNDS];
                long[] gitPush = new long[ROUNDS];
                long[] ourCommit = new long[ROUNDS];
                long[] ourPush = new long[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    String text = "round " + round + " of " + changed;
                    List<String> add = write(work, changed, text);
                    long start = System.nanoTime();
                    git.run(add.toArray(String[]::new));
                    git.run("commit", "--quiet", "-m", text);
                    gitCommit[round] = System.nanoTime() - start;
                    git.run("push", "--quiet", "origin", "main");
                    gitPush[round] = System.nanoTime() - start;

                    start = System.nanoTime();
                    tip = commit(ours, ChangesetBuilder.aChangeset().on(tip), changed, text);
                    ourCommit[round] = System.nanoTime() - start;
                    if (!(ours.push(MAIN, MergeDriver.NONE) instanceof PushOutcome.Pushed)) {
                        throw new IllegalStateException("the push did not work");
                    }
                    ourPush[round] = System.nanoTime() - start;
                }
                print(out, files, changed, median(gitCommit), median(ourCommit), median(gitPush), median(ourPush));
                ourMedians[kind] = median(ourCommit);
                least = Math.min(least, (double) median(gitCommit) / median(ourCommit));
            }
            return least;
        }
    }

    private static CommitId commit(JGitVersionControl ours, ChangesetBuilder changeset, int changed, String text) {
        for (int i = 0; i < changed; i++) {
            changeset.put(path(i * 7), text + " " + i + "\n");
        }
        CommitOutcome outcome = ours.commit(changeset.message(text + "\n").build());
        return ((CommitOutcome.Committed) outcome).commit();
    }

    private static List<String> write(Path work, int changed, String text) throws IOException {
        List<String> add = new ArrayList<>(List.of("add"));
        for (int i = 0; i < changed; i++) {
            Path file = work.resolve(path(i * 7));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + " " + i + "\n");
            add.add(path(i * 7));
        }
        return add;
    }

    private static String path(int number) {
        int directory = number / FILES_PER_DIRECTORY;
        return "src/" + directory / FILES_PER_DIRECTORY + "/" + directory + "/file" + number + ".txt";
    }

    private static byte[] history(int files) {
        StringBuilder commands = new StringBuilder("""
                commit refs/heads/main
                committer Somebody Else <somebody@example.org> 1767225600 +0000
                data 5
                begin
                """);
        for (int i = 0; i < files; i++) {
            String content = "the first content of file " + i + "\n";
            commands.append("M 100644 inline ")
                    .append(path(i))
                    .append("\ndata ")
                    .append(content.length());
            commands.append('\n').append(content).append('\n');
        }
        return commands.append("done\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(
            PrintStream out, int files, int changed, long gitCommit, long ourCommit, long gitPush, long ourPush) {
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                "%10d %8d | %7.1f ms %7.1f ms %6.1fx | %7.1f ms %7.1f ms %6.1fx | %d MB%n",
                files,
                changed,
                gitCommit / 1e6,
                ourCommit / 1e6,
                (double) gitCommit / ourCommit,
                gitPush / 1e6,
                ourPush / 1e6,
                (double) gitPush / ourPush,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** A directory needs none. */
    private static final class NoCredentials implements CredentialSource {
        @Override
        public Optional<GitCredentials> find(RepositoryUrl repository) {
            return Optional.empty();
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return Optional.empty();
        }
    }
}
