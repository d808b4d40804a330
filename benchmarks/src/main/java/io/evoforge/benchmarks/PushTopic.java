package io.evoforge.benchmarks;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.testkit.versioncontrol.GitProgram;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/** What a push costs over smart HTTP with a password, against {@code git push} to the same server. */
final class PushTopic implements Topic {
    private static final BranchName MAIN = new BranchName("main");
    private static final String USERNAME = "evo-bot";
    private static final String PASSWORD = "benchmark";
    private static final int[] CHANGED_FILES = {1, 10, 50};
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 11;

    @Override
    public String name() {
        return "push";
    }

    @Override
    public String description() {
        return "HTTP requests and time of a push, against the git program";
    }

    @Override
    public void run(PrintStream out) throws IOException {
        Path directory = Files.createTempDirectory("evoforge-benchmark");
        Path served = Files.createDirectories(directory.resolve("served"));
        try (SmartHttpGitServer server = SmartHttpGitServer.start(served, USERNAME, PASSWORD)) {
            bare(served.resolve("theirs.git"));
            CommitId tip = bare(served.resolve("ours.git"));
            GitProgram git = clone(server, directory);
            RepositoryUrl url = server.url("ours.git");
            out.printf(
                    "%8s | %12s %12s | %10s %10s %7s%n",
                    "changed", "git requests", "our requests", "git", "ours", "times");
            try (JGitVersionControl ours = new JGitVersionControl(
                    JGitSettings.remote(directory.resolve("state"), url), new OneToken(url), Clock.systemUTC())) {
                for (int changed : CHANGED_FILES) {
                    tip = compare(out, server, git, directory.resolve("work"), ours, tip, changed);
                }
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static CommitId bare(Path path) {
        BareGitRepository bare = BareGitRepository.create(path);
        bare.git().run("config", "http.receivepack", "true");
        return bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
    }

    private static GitProgram clone(SmartHttpGitServer server, Path directory) throws IOException {
        Path work = Files.createDirectories(directory.resolve("work"));
        GitProgram git = new GitProgram(work);
        String url = server.url("theirs.git").value().replace("://", "://" + USERNAME + ":" + PASSWORD + "@");
        git.run("clone", "--quiet", url, ".");
        git.run("config", "gc.auto", "0");
        return git;
    }

    private static CommitId compare(
            PrintStream out,
            SmartHttpGitServer server,
            GitProgram git,
            Path work,
            JGitVersionControl ours,
            CommitId first,
            int changed)
            throws IOException {
        CommitId tip = first;
        long[] theirTimes = new long[ROUNDS];
        long[] ourTimes = new long[ROUNDS];
        int theirRequests = 0;
        int ourRequests = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            String text = changed + " files, round " + round + "\n";
            ChangesetBuilder changeset = ChangesetBuilder.aChangeset().on(tip).message(text);
            for (int i = 0; i < changed; i++) {
                Files.writeString(work.resolve("file" + i), text);
                changeset.put("file" + i, text);
            }
            git.run("add", ".");
            git.run("commit", "--quiet", "-m", text);
            tip = ((CommitOutcome.Committed) ours.commit(changeset.build())).commit();

            server.forget();
            long start = System.nanoTime();
            git.run("push", "--quiet", "origin", "main");
            long theirs = System.nanoTime() - start;
            theirRequests = server.requests().size();

            server.forget();
            start = System.nanoTime();
            PushOutcome outcome = ours.push(MAIN, MergeDriver.NONE);
            long mine = System.nanoTime() - start;
            ourRequests = server.requests().size();
            if (!(outcome instanceof PushOutcome.Pushed)) {
                throw new IllegalStateException("the push did not work: " + outcome);
            }
            if (round >= 0) {
                theirTimes[round] = theirs;
                ourTimes[round] = mine;
            }
        }
        double theirs = median(theirTimes) / 1e6;
        double mine = median(ourTimes) / 1e6;
        out.printf(
                "%8d | %12d %12d | %7.1f ms %7.1f ms %6.1fx%n",
                changed, theirRequests, ourRequests, theirs, mine, theirs / mine);
        return tip;
    }

    private static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What the server wants. */
    private record OneToken(RepositoryUrl repository) implements CredentialSource {
        @Override
        public Optional<GitCredentials> find(RepositoryUrl wanted) {
            return Optional.of(new GitCredentials(USERNAME, new Secret(PASSWORD), "bot@example.org", repository));
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return Optional.empty();
        }
    }
}
