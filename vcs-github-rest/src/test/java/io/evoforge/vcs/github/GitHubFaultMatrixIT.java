package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.SimulatedPull;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every request of a commit with a pull request, and an end of the process before every request. Prints what
 * became of each: {@code mvn test -pl vcs-github-rest -am -Dtest=GitHubFaultMatrixIT
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class GitHubFaultMatrixIT {
    private static final BranchName MAIN = PublishingWay.MAIN;
    private static final int RESTARTS = 3;

    @TempDir
    Path directory;

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("drop", Fault.drop());
        faults.put("reset", Fault.reset());
        faults.put("garbage", Fault.garbage());
        faults.put("bad chunk", Fault.malformedChunk());
        faults.put("500", Fault.answer(500, "Server Error"));
        faults.put("502 html", Fault.html(502));
        faults.put("503", Fault.answer(503, "Service unavailable"));
        faults.put("429", Fault.answer(429, "Too many requests").withHeader("retry-after", "7"));
        faults.put("403 limit", Fault.answer(403, "You have exceeded a secondary rate limit."));
        Map<String, Fault> all = new LinkedHashMap<>(faults);
        for (String name : List.of("drop", "reset", "garbage", "bad chunk", "500", "502 html", "503")) {
            all.put(name + " after", faults.getOrDefault(name, Fault.drop()).afterProcessing());
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(PublishingWay.class)
    void every_fault_at_every_request_ends_with_one_commit_and_one_pull_request(PublishingWay way) {
        try (GitHubWorld world = new GitHubWorld(directory)) {
            Tally tally = new Tally();
            int number = 0;
            int requests = countRequests(world, way);
            for (Map.Entry<String, Fault> fault : faults().entrySet()) {
                StringBuilder row = new StringBuilder();
                for (int request = 0; request < requests; request++) {
                    number++;
                    Case one = new Case(world, way, "case-" + number);
                    world.github.faults().afterSkipping(request, fault.getValue());
                    row.append(one.run(tally, world.credentials()));
                    world.github.faults().clear();
                }
                System.out.printf("%-25s %-16s %s%n", way, fault.getKey(), row);
            }
            System.out.printf(
                    "%-25s %d cases: %d lost, %d doubled, %d wrong verdicts%n",
                    way, tally.cases, tally.lost, tally.doubled, tally.wrong);
            assertThat(tally.cases).isEqualTo(requests * faults().size());
            assertThat(List.of(tally.lost, tally.doubled, tally.wrong)).containsExactly(0, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(PublishingWay.class)
    void a_process_killed_before_any_request_and_started_again_ends_with_one_commit_and_one_pull_request(
            PublishingWay way) {
        try (GitHubWorld world = new GitHubWorld(directory)) {
            Tally tally = new Tally();
            int requests = countRequests(world, way);
            for (int request = 0; request <= requests; request++) {
                Case one = new Case(world, way, "kill-" + request);
                DyingCredentials dying = new DyingCredentials(world.credentials(), request);
                try {
                    one.attempt(dying);
                } catch (DyingCredentials.Killed expected) {
                    assertThat(request).isLessThan(requests + 1);
                }
                one.run(tally, world.credentials());
            }
            System.out.printf(
                    "%-25s %d kills: %d lost, %d doubled, %d wrong verdicts%n",
                    way, tally.cases, tally.lost, tally.doubled, tally.wrong);
            assertThat(List.of(tally.lost, tally.doubled, tally.wrong)).containsExactly(0, 0, 0);
        }
    }

    /** The ways that are killed in earnest: one in every build, all of them with {@code -Devoforge.kill-ways=all}. */
    private static List<PublishingWay> killed() {
        return "all".equals(System.getProperty("evoforge.kill-ways"))
                ? List.of(PublishingWay.values())
                : List.of(PublishingWay.GIT_DATA);
    }

    @ParameterizedTest
    @MethodSource("killed")
    void a_process_killed_after_any_request_and_started_again_ends_with_one_commit_and_one_pull_request(
            PublishingWay way) throws Exception {
        try (GitHubWorld world = new GitHubWorld(directory)) {
            Tally tally = new Tally();
            int requests = countRequests(world, way);
            for (int request = 0; request < requests; request++) {
                Case one = new Case(world, way, "killed-" + request);
                CompletableFuture<Process> process = new CompletableFuture<>();
                AtomicInteger left = new AtomicInteger(request);
                // the process is gone before GitHub does what it was asked for
                world.github
                        .faults()
                        .on(
                                asked -> left.getAndDecrement() == 0 && isKilled(process.join()),
                                0,
                                1,
                                Fault.drop().afterProcessing());
                process.complete(PublishingProcess.start(way, world, one.branch, one.base));

                assertThat(process.join().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(world.github.faults().struck())
                        .as("%s was killed at request %d and not done before", way, request)
                        .isEqualTo(request + 1);
                one.run(tally, world.credentials());
            }
            System.out.printf(
                    "%-25s %d processes killed: %d lost, %d doubled, %d wrong verdicts%n",
                    way, tally.cases, tally.lost, tally.doubled, tally.wrong);
            assertThat(tally.cases).isEqualTo(requests);
            assertThat(List.of(tally.lost, tally.doubled, tally.wrong)).containsExactly(0, 0, 0);
        }
    }

    private static boolean isKilled(Process process) {
        try {
            return process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int countRequests(GitHubWorld world, PublishingWay way) {
        Case one = new Case(world, way, "fault-free");
        world.github.requests().clear();
        one.attempt(world.credentials());
        return world.github.requests().count();
    }

    private static final class Tally {
        private int cases;
        private int lost;
        private int doubled;
        private int wrong;
    }

    /** One evolution on a branch of its own. */
    private static final class Case {
        private final GitHubWorld world;
        private final PublishingWay way;
        private final BranchName branch;
        private final CommitId base;
        private final Changeset changeset;

        Case(GitHubWorld world, PublishingWay way, String name) {
            this.world = world;
            this.way = way;
            this.branch = new BranchName(name);
            this.base = world.git.tip(MAIN).orElseGet(() -> world.git.commit(MAIN, put("README", "hello\n")));
            world.git.git().run("update-ref", branch.ref(), base.hex());
            this.changeset = PublishingWay.evolution(branch, base);
        }

        /** One process. True when everything is said to be done. */
        boolean attempt(CredentialSource credentials) {
            return way.publish(
                    new GitHubConnection(
                            way.settings(world.settings()),
                            credentials,
                            WriteBudget.ofGitHub(world.time, world.time),
                            world.time,
                            world.time),
                    changeset);
        }

        /** Processes until one says that everything is done, and then looks at the repository. */
        String run(Tally tally, CredentialSource credentials) {
            tally.cases++;
            boolean done = false;
            boolean wrong = false;
            int attempts = 0;
            while (!done && !wrong && attempts < RESTARTS) {
                attempts++;
                try {
                    done = attempt(credentials);
                    wrong = !done;
                } catch (VersionControlException e) {
                    wrong = !e.isRetryable();
                }
            }
            long commits = world.git.log(branch).stream()
                    .map(CommitSummary::message)
                    .filter(message -> message.contains("Evolution-Id: " + branch))
                    .count();
            long pulls = world.repository.pulls().stream()
                    .map(SimulatedPull::head)
                    .filter(branch.value()::equals)
                    .count();
            boolean files = world.git.files(branch).size() == 3;
            boolean labelled = world.repository.pulls().stream()
                    .filter(pull -> pull.head().equals(branch.value()))
                    .allMatch(pull -> pull.labels().contains("evolution"));
            tally.wrong += wrong || !done || !labelled ? 1 : 0;
            tally.lost += commits < 1 || pulls < 1 || !files ? 1 : 0;
            tally.doubled += commits > 1 || pulls > 1 ? 1 : 0;
            boolean good = done && !wrong && commits == 1 && pulls == 1 && files && labelled;
            return good ? (attempts == 1 ? " ok" : " re") : " XX";
        }
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }
}
