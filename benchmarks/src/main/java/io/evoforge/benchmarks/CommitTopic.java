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
import java.util.Optional;

/**
 * One commit, and one commit with its push, against {@code git add} and {@code git commit} and {@code git push}, in
 * repositories of several sizes. Both sides start from the same history and change the same files.
 *
 * <p>Ours waits until everything is on the disk. The git program does that only when it is told to, so it is measured
 * in both ways.
 */
final class CommitTopic implements Topic {
    private static final BranchName MAIN = new BranchName("main");
    private static final int[] REPOSITORY_FILES = {1_000, 10_000, 100_000};
    private static final int[] CHANGED_FILES = {1, 10, 50};
    private static final int FILES_PER_DIRECTORY = 50;
    /** Commits until the runtime has compiled what they use; a publisher that has just started is slower. */
    private static final int WARM_UP = 300;

    private static final int WARM_UP_OF_ONE_REPOSITORY = 20;
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
            List<Row> rows = new ArrayList<>();
            out.printf(
                    "The first commit of a new process takes %.1f ms.%n", warmUp(directory.resolve("warm-up")) / 1e6);
            out.printf(
                    "%10s %8s | %10s %10s %10s %7s %7s | %10s %10s %7s | %s%n",
                    "repository",
                    "changed",
                    "git",
                    "git, fsync",
                    "ours",
                    "times",
                    "times",
                    "git+push",
                    "ours+push",
                    "times",
                    "heap");
            for (int files : REPOSITORY_FILES) {
                rows.addAll(compare(out, directory.resolve("of-" + files), files));
            }
            summarise(out, rows);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Says how the figures stand to what is promised. */
    private static void summarise(PrintStream out, List<Row> rows) {
        out.printf(
                "A commit is at least %.1f times as fast as the git program's that waits for the disk, too, and at"
                        + " least %.1f times as fast as one that does not wait; promised are 3.%n",
                rows.stream().mapToDouble(Row::ratioToDurable).min().orElseThrow(),
                rows.stream().mapToDouble(Row::ratio).min().orElseThrow());
        for (int changed : CHANGED_FILES) {
            long[] ours = rows.stream()
                    .filter(row -> row.changed == changed)
                    .mapToLong(row -> row.ours)
                    .toArray();
            out.printf(
                    "A commit of %d takes %.2f times as long among %,d files as among %,d; promised are 1.5.%n",
                    changed,
                    (double) ours[ours.length - 1] / ours[0],
                    REPOSITORY_FILES[REPOSITORY_FILES.length - 1],
                    REPOSITORY_FILES[0]);
        }
    }

    /** The medians of one kind of commit in one repository, in nanoseconds. */
    private record Row(int files, int changed, long git, long durableGit, long ours, long gitPush, long ourPush) {
        double ratio() {
            return (double) git / ours;
        }

        double ratioToDurable() {
            return (double) durableGit / ours;
        }

        void print(PrintStream out) {
            Runtime runtime = Runtime.getRuntime();
            out.printf(
                    "%10d %8d | %7.1f ms %7.1f ms %7.1f ms %6.1fx %6.1fx | %7.1f ms %7.1f ms %6.1fx | %d MB%n",
                    files,
                    changed,
                    git / 1e6,
                    durableGit / 1e6,
                    ours / 1e6,
                    ratio(),
                    ratioToDurable(),
                    gitPush / 1e6,
                    ourPush / 1e6,
                    (double) gitPush / ourPush,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        }
    }

    /** The nanoseconds of the very first commit. */
    private static long warmUp(Path directory) throws IOException {
        Files.createDirectories(directory);
        new GitProgram(directory).run("init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        RepositoryUrl remote = new RepositoryUrl("file://" + directory.resolve("remote.git"));
        JGitSettings settings = JGitSettings.remote(directory.resolve("state"), remote);
        try (JGitVersionControl ours = new JGitVersionControl(settings, new NoCredentials(), Clock.systemUTC())) {
            long start = System.nanoTime();
            CommitId tip = commit(ours, ChangesetBuilder.aChangeset(), 1, "first");
            long first = System.nanoTime() - start;
            for (int round = 0; round < WARM_UP; round++) {
                tip = commit(ours, ChangesetBuilder.aChangeset().on(tip), 1 + round % 50, "warm-up " + round);
                if (round % 10 == 0) {
                    ours.push(MAIN, MergeDriver.NONE);
                }
            }
            return first;
        }
    }

    private static List<Row> compare(PrintStream out, Path directory, int files) throws IOException {
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
        List<Row> rows = new ArrayList<>();
        try (JGitVersionControl ours = new JGitVersionControl(settings, new NoCredentials(), Clock.systemUTC())) {
            CommitId tip = ours.status(MAIN, 0).tip();
            for (int round = 0; round < WARM_UP_OF_ONE_REPOSITORY; round++) {
                tip = commit(ours, ChangesetBuilder.aChangeset().on(tip), 10, "warm-up " + round);
                ours.push(MAIN, MergeDriver.NONE);
            }
            for (int changed : CHANGED_FILES) {
                long[] gitCommit = new long[ROUNDS];
                long[] durableCommit = new long[ROUNDS];
                long[] gitPush = new long[ROUNDS];
                long[] ourCommit = new long[ROUNDS];
                long[] ourPush = new long[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    String text = "round " + round + " of " + changed;
                    durableCommit[round] = commit(git, work, changed, text + ", on the disk", "core.fsync=all");
                    git.run("push", "--quiet", "origin", "main");
                    gitCommit[round] = commit(git, work, changed, text, "core.fsync=default");
                    long start = System.nanoTime();
                    git.run("push", "--quiet", "origin", "main");
                    gitPush[round] = gitCommit[round] + System.nanoTime() - start;

                    start = System.nanoTime();
                    tip = commit(ours, ChangesetBuilder.aChangeset().on(tip), changed, text);
                    ourCommit[round] = System.nanoTime() - start;
                    if (!(ours.push(MAIN, MergeDriver.NONE) instanceof PushOutcome.Pushed)) {
                        throw new IllegalStateException("the push did not work");
                    }
                    ourPush[round] = System.nanoTime() - start;
                }
                Row row = new Row(
                        files,
                        changed,
                        median(gitCommit),
                        median(durableCommit),
                        median(ourCommit),
                        median(gitPush),
                        median(ourPush));
                row.print(out);
                rows.add(row);
            }
        }
        return rows;
    }

    /** The time of {@code git add} and {@code git commit}. */
    private static long commit(GitProgram git, Path work, int changed, String text, String setting) throws IOException {
        List<String> add = new ArrayList<>(List.of("-c", setting));
        add.addAll(write(work, changed, text));
        long start = System.nanoTime();
        git.run(add.toArray(String[]::new));
        git.run("-c", setting, "commit", "--quiet", "-m", text);
        return System.nanoTime() - start;
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
