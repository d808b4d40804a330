package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.HttpFault;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every request of a first commit and of a push, before and after the server has acted. Prints a table;
 * docs/how-to/prove-exactly-once.md has the command.
 */
class FaultMatrixIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final Set<HttpFault> SLOW = EnumSet.of(
            HttpFault.DRIBBLE, HttpFault.DRIBBLE_AFTER, HttpFault.SILENCE, HttpFault.SILENCE_AFTER, HttpFault.FLOOD);
    private static final List<String> FETCH_REQUESTS = List.of("GET info/refs", "POST ls-refs", "POST fetch");
    private static final List<String> PUSH_REQUESTS = List.of("GET info/refs", "POST receive-pack");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    /** What one fault at one request led to. */
    private record Row(
            String call, String request, HttpFault fault, String verdict, String afterwards, Judgement judgement) {
        String line() {
            return String.format(
                    "%-7s %-18s %-17s %-30s %-22s %s",
                    call, request, fault, verdict, afterwards, judgement.name().toLowerCase(Locale.ROOT));
        }
    }

    /** How a row ended. */
    private enum Judgement {
        /** The call told the truth, and afterwards the commit was there once. */
        RIGHT,
        /** The commit never came. */
        LOST,
        /** The commit came more than once. */
        DOUBLED,
        /** The call said something that was not so. */
        WRONG;

        static Judgement of(boolean truthful, long times) {
            return times == 0 ? LOST : times > 1 ? DOUBLED : truthful ? RIGHT : WRONG;
        }
    }

    @Test
    void no_fault_loses_doubles_or_misreports_a_commit() throws Exception {
        CapturedLog log = CapturedLog.begin();
        List<Row> rows = new ArrayList<>();
        // what is slow waits for its deadline, each fault beside the others, with a server of its own
        ExecutorService waiting = Executors.newFixedThreadPool(SLOW.size());
        try {
            List<Future<List<Row>>> slow = new ArrayList<>();
            for (HttpFault fault : SLOW) {
                slow.add(waiting.submit(() -> rows(EnumSet.of(fault))));
            }
            rows.addAll(rows(EnumSet.complementOf(EnumSet.copyOf(SLOW))));
            for (Future<List<Row>> one : slow) {
                rows.addAll(one.get());
            }
        } finally {
            waiting.shutdownNow();
        }
        System.out.printf("%-7s %-18s %-17s %-30s %-22s %s%n", "call", "request", "fault", "verdict", "afterwards", "");
        rows.forEach(row -> System.out.println(row.line()));
        System.out.printf(
                "%d runs: %d lost, %d doubled, %d wrong verdicts%n",
                rows.size(), count(rows, Judgement.LOST), count(rows, Judgement.DOUBLED), count(rows, Judgement.WRONG));

        assertThat(count(rows, Judgement.RIGHT)).isEqualTo(rows.size());
        new CanarySearch(FixedCredentials.TOKEN)
                .assertAbsentBelow(directory.resolve("state"))
                .assertAbsentBelow(directory.resolve("served"))
                .assertAbsentIn("the log at level TRACE", log.end())
                .assertAbsentIn("the exceptions", CanarySearch.text(thrown))
                .assertAbsentIn("what the objects say of themselves", String.join("\n", said))
                .assertAbsentIn("the arguments of processes", String.join("\n", arguments()));
    }

    /** Each of {@code faults} at each request. */
    private List<Row> rows(Set<HttpFault> faults) throws IOException {
        Path served =
                directory.resolve("served").resolve(faults.iterator().next().name());
        BareGitRepository bare = BareGitRepository.create(served.resolve("remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        CommitId base = bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
        List<Row> rows = new ArrayList<>();
        try (SmartHttpGitServer server =
                SmartHttpGitServer.start(served, FixedCredentials.USERNAME, FixedCredentials.TOKEN)) {
            for (HttpFault fault : faults) {
                for (int request = 0; request < FETCH_REQUESTS.size(); request++) {
                    rows.add(duringFirstCommit(server, bare, base, fault, request));
                }
                for (int request = 0; request < PUSH_REQUESTS.size(); request++) {
                    rows.add(duringPush(server, bare, base, fault, request));
                }
            }
            assertThat(server.passwordsSentToStrangers()).isZero();
        }
        bare.checkHealth();
        return rows;
    }

    private static long count(List<Row> rows, Judgement judgement) {
        return rows.stream().filter(row -> row.judgement == judgement).count();
    }

    /** Of this process and all below it. */
    private static List<String> arguments() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
    }

    private Row duringFirstCommit(
            SmartHttpGitServer server, BareGitRepository bare, CommitId base, HttpFault fault, int request)
            throws IOException {
        String name = "fetch-" + fault + "-" + request;
        BranchName branch = new BranchName(name);
        bare.move(branch, base);
        Changeset changeset = aChangeset()
                .branch(branch)
                .on(base)
                .put("a.txt", name)
                .message(name)
                .build();
        server.forget();
        server.failRequest(request, fault);
        String verdict;
        try (JGitVersionControl publisher = open(server, name, fault)) {
            verdict = verdict(() -> publisher.commit(changeset));
            server.forget();
        }
        try (JGitVersionControl publisher = open(server, name, HttpFault.DROP_BEFORE)) {
            CommitOutcome again = publisher.commit(changeset);
            publisher.push(branch, MergeDriver.NONE);
            boolean truthful = again instanceof CommitOutcome.Committed committed
                    && bare.tip(branch).equals(Optional.of(committed.commit()))
                    && !verdict.contains("RuntimeException");
            return new Row(
                    "commit",
                    FETCH_REQUESTS.get(request),
                    fault,
                    verdict,
                    "published",
                    Judgement.of(truthful, times(bare, branch, changeset)));
        }
    }

    private Row duringPush(
            SmartHttpGitServer server, BareGitRepository bare, CommitId base, HttpFault fault, int request)
            throws IOException {
        String name = "push-" + fault + "-" + request;
        BranchName branch = new BranchName(name);
        bare.move(branch, base);
        Changeset changeset = aChangeset()
                .branch(branch)
                .on(base)
                .put("a.txt", name)
                .message(name)
                .tag("tag-" + name)
                .build();
        CommitId commit;
        try (JGitVersionControl publisher = open(server, name, HttpFault.DROP_BEFORE)) {
            server.forget();
            commit = ((CommitOutcome.Committed) publisher.commit(changeset)).commit();
        }
        server.forget();
        server.failRequest(request, fault);
        String verdict;
        try (JGitVersionControl publisher = open(server, name, fault)) {
            verdict = verdict(() -> publisher.push(branch, MergeDriver.NONE));
        }
        server.forget();
        boolean published = bare.tip(branch).equals(Optional.of(commit));
        boolean truthful = verdict.equals("Pushed")
                ? published
                : !published || (SLOW.contains(fault) && verdict.equals("UNREACHABLE"));
        try (JGitVersionControl publisher = open(server, name, HttpFault.DROP_BEFORE)) {
            PushOutcome again = publisher.push(branch, MergeDriver.NONE);
            said.addAll(List.of(again.toString(), publisher.toString()));
            boolean complete = bare.tip(branch).equals(Optional.of(commit))
                    && commit.equals(bare.tags().get(new TagName("tag-" + name)));
            return new Row(
                    "push",
                    PUSH_REQUESTS.get(request),
                    fault,
                    verdict,
                    (published ? "there" : "not there") + ", then "
                            + again.getClass().getSimpleName(),
                    Judgement.of(truthful && complete, times(bare, branch, changeset)));
        }
    }

    private static long times(BareGitRepository bare, BranchName branch, Changeset changeset) {
        return bare.log(branch).stream()
                .filter(commit -> commit.message().strip().equals(changeset.message()))
                .count();
    }

    private JGitVersionControl open(SmartHttpGitServer server, String name, HttpFault fault) throws IOException {
        Path state = Files.createDirectories(directory.resolve("state")).resolve(name);
        JGitSettings settings = JGitSettings.remote(state, server.url("remote.git"))
                .withDeadline(SLOW.contains(fault) ? Duration.ofSeconds(2) : Duration.ofSeconds(60))
                .withMaximumResponseBytes(1_000_000);
        FixedCredentials credentials = new FixedCredentials(server.url("remote.git"));
        said.add(settings.toString());
        said.add(credentials.find(server.url("remote.git")).toString());
        return new JGitVersionControl(settings, credentials, JGitTestRepository.CLOCK, new SplittableRandom(1));
    }

    private String verdict(Supplier<Object> call) {
        try {
            Object outcome = call.get();
            said.add(outcome.toString());
            return outcome.getClass().getSimpleName();
        } catch (VersionControlException e) {
            thrown.add(e);
            return e.reason().name();
        } catch (RuntimeException e) {
            thrown.add(e);
            return "RuntimeException " + e;
        }
    }
}
