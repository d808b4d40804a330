package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every request of a first commit and of a push. Prints a table:
 * {@code mvn test -pl vcs-jgit -am -Dtest=FaultMatrixIT -Dsurefire.failIfNoSpecifiedTests=false}.
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

    /** What one fault at one request led to. */
    private record Row(String call, String request, HttpFault fault, String verdict, String afterwards, boolean right) {
        String line() {
            return String.format(
                    "%-7s %-18s %-17s %-30s %-22s %s",
                    call, request, fault, verdict, afterwards, right ? "right" : "WRONG");
        }
    }

    @Test
    void no_fault_loses_doubles_or_misreports_a_commit() throws IOException {
        CapturedLog log = CapturedLog.begin();
        BareGitRepository bare = BareGitRepository.create(directory.resolve("served/remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        CommitId base = bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
        List<Row> rows = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        try (SmartHttpGitServer server = SmartHttpGitServer.start(
                directory.resolve("served"), FixedCredentials.USERNAME, FixedCredentials.TOKEN)) {
            for (HttpFault fault : HttpFault.values()) {
                for (int request = 0; request < FETCH_REQUESTS.size(); request++) {
                    rows.add(duringFirstCommit(server, bare, base, fault, request, thrown));
                }
                for (int request = 0; request < PUSH_REQUESTS.size(); request++) {
                    rows.add(duringPush(server, bare, base, fault, request, thrown));
                }
            }
            assertThat(server.passwordsSentToStrangers()).isZero();
        }
        System.out.printf("%-7s %-18s %-17s %-30s %-22s %s%n", "call", "request", "fault", "verdict", "afterwards", "");
        rows.forEach(row -> System.out.println(row.line()));
        System.out.printf(
                "%d runs, %d wrong%n",
                rows.size(), rows.stream().filter(row -> !row.right).count());

        assertThat(rows).allMatch(Row::right);
        bare.checkHealth();
        new CanarySearch(FixedCredentials.USERNAME, FixedCredentials.TOKEN)
                .assertAbsentBelow(directory.resolve("state"))
                .assertAbsentBelow(directory.resolve("served"))
                .assertAbsentIn("the log at level TRACE", log.end())
                .assertAbsentIn("the exceptions", CanarySearch.text(thrown));
    }

    private Row duringFirstCommit(
            SmartHttpGitServer server,
            BareGitRepository bare,
            CommitId base,
            HttpFault fault,
            int request,
            List<Throwable> thrown)
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
            verdict = verdict(() -> publisher.commit(changeset).getClass().getSimpleName(), thrown);
            server.forget();
        }
        try (JGitVersionControl publisher = open(server, name, HttpFault.DROP_BEFORE)) {
            CommitOutcome again = publisher.commit(changeset);
            publisher.push(branch, MergeDriver.NONE);
            boolean right = again instanceof CommitOutcome.Committed committed
                    && bare.tip(branch).equals(Optional.of(committed.commit()))
                    && bare.log(branch).size() == 2
                    && !verdict.contains("RuntimeException");
            return new Row("commit", FETCH_REQUESTS.get(request), fault, verdict, "published once", right);
        }
    }

    private Row duringPush(
            SmartHttpGitServer server,
            BareGitRepository bare,
            CommitId base,
            HttpFault fault,
            int request,
            List<Throwable> thrown)
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
        try (JGitVersionControl publisher = open(server, name, fault)) {
            server.forget();
            CommitId commit = ((CommitOutcome.Committed) publisher.commit(changeset)).commit();
            server.forget();
            server.failRequest(request, fault);

            String verdict = verdict(
                    () -> publisher.push(branch, MergeDriver.NONE).getClass().getSimpleName(), thrown);

            boolean published = bare.tip(branch).equals(Optional.of(commit));
            boolean truthful = verdict.equals("Pushed")
                    ? published
                    : !published || (SLOW.contains(fault) && verdict.equals("UNREACHABLE"));
            String afterwards = published ? "there" : "not there";
            server.forget();
            PushOutcome again = publisher.push(branch, MergeDriver.NONE);
            afterwards += ", then " + again.getClass().getSimpleName();
            boolean once =
                    bare.log(branch).stream().map(CommitSummary::id).toList().equals(List.of(commit, base))
                            && commit.equals(bare.tags().get(new TagName("tag-" + name)));
            return new Row("push", PUSH_REQUESTS.get(request), fault, verdict, afterwards, truthful && once);
        }
    }

    private JGitVersionControl open(SmartHttpGitServer server, String name, HttpFault fault) throws IOException {
        Path state = Files.createDirectories(directory.resolve("state")).resolve(name);
        JGitSettings settings = JGitSettings.remote(state, server.url("remote.git"))
                .withDeadline(SLOW.contains(fault) ? Duration.ofSeconds(2) : Duration.ofSeconds(60))
                .withMaximumResponseBytes(1_000_000);
        return new JGitVersionControl(
                settings,
                new FixedCredentials(server.url("remote.git")),
                JGitTestRepository.CLOCK,
                new SplittableRandom(1));
    }

    private static String verdict(Supplier<String> call, List<Throwable> thrown) {
        try {
            return call.get();
        } catch (VersionControlException e) {
            thrown.add(e);
            return e.reason().name();
        } catch (RuntimeException e) {
            thrown.add(e);
            return "RuntimeException " + e;
        }
    }
}
