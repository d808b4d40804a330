package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.GitProgram;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two publishers in processes of their own, a person who pushes with git, one branch; the publishers are killed with
 * SIGKILL again and again. The long form:
 * {@code mvn test -pl vcs-jgit -am -Dtest=KillLoopIT -Dsurefire.failIfNoSpecifiedTests=false -Devoforge.kills=200}.
 */
class KillLoopIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final int KILLS = Integer.getInteger("evoforge.kills", 6);
    private static final long SEED = Long.getLong("evoforge.seed", 20261123);
    private static final List<String> NAMES = List.of("one", "two");
    private static final int ENDLESS = Integer.MAX_VALUE;

    /** A publication takes a fraction of that, so a kill may strike anywhere in one. */
    private static final int LONGEST_LIFE_MILLIS = 2500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void killed_publishers_lose_and_double_nothing() throws Exception {
        System.out.printf("%d kills with seed %d%n", KILLS, SEED);
        BareGitRepository bare = BareGitRepository.create(directory.resolve("served/remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        bare.git().run("config", "uploadpack.allowFilter", "true");
        bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
        int pushedByPerson;
        try (SmartHttpGitServer server = SmartHttpGitServer.start(
                directory.resolve("served"), FixedCredentials.USERNAME, FixedCredentials.TOKEN)) {
            Person person = new Person(bare, directory.resolve("person"));
            try (person) {
                kill(server);
            }
            pushedByPerson = person.pushed.get();
            finish(server);
        }

        check(bare, pushedByPerson);
    }

    private void kill(SmartHttpGitServer server) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Process[] running = {start(server, "one", ENDLESS), start(server, "two", ENDLESS)};
        for (int i = 0; i < KILLS; i++) {
            int victim = random.nextInt(running.length);
            if (random.nextInt(5) > 0) { // else while it is still opening its state
                awaitReady(running[victim], NAMES.get(victim));
            }
            boolean ended = running[victim].waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
            assertThat(ended)
                    .as("ended by itself:%n%s", output(NAMES.get(victim)))
                    .isFalse();
            running[victim].destroyForcibly().waitFor();
            running[victim] = start(server, NAMES.get(victim), ENDLESS);
            if ((i + 1) % 20 == 0) {
                System.out.printf("%d kills, published: %d and %d%n", i + 1, acknowledged("one"), acknowledged("two"));
            }
        }
        for (Process process : running) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Waits until the process that was started last has begun to work. */
    private void awaitReady(Process process, String name) throws IOException, InterruptedException {
        while (!output(name).contains(PublisherProcess.READY)) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("ended by itself:%n%s", output(name))
                    .isFalse();
        }
    }

    /** Without anybody's help, both finish what they had begun and publish one more. */
    private void finish(SmartHttpGitServer server) throws IOException, InterruptedException {
        for (String name : NAMES) {
            Process process = start(server, name, acknowledged(name) + 1);
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output(name)).isZero();
        }
    }

    private Process start(SmartHttpGitServer server, String name, int limit) throws IOException {
        List<String> command = ChildJvm.command(
                PublisherProcess.class,
                name,
                directory.resolve("state-" + name).toString(),
                server.url("remote.git").value(),
                directory.resolve("acknowledged-" + name).toString(),
                Integer.toString(limit));
        Path output = directory.resolve("output-" + name);
        Files.deleteIfExists(output);
        return ChildJvm.start(command, output, Map.of());
    }

    private int acknowledged(String name) throws IOException {
        Path file = directory.resolve("acknowledged-" + name);
        return Files.exists(file) ? (int) Files.size(file) : 0;
    }

    private String output(String name) throws IOException {
        return Files.readString(directory.resolve("output-" + name));
    }

    private void check(BareGitRepository bare, int pushedByPerson) throws IOException {
        bare.checkHealth();
        for (String name : NAMES) {
            new GitProgram(directory.resolve("state-" + name + "/repository.git"))
                    .run("fsck", "--full", "--strict", "--no-dangling");
        }
        List<CommitSummary> log = bare.log(MAIN);
        List<Tally> tallies = new ArrayList<>();
        for (String name : NAMES) {
            tallies.add(new Tally(name, acknowledged(name), published(log, name)));
        }
        List<Integer> byPerson = numbers(log.stream()
                .map(CommitSummary::title)
                .filter(title -> title.startsWith(Person.TITLE))
                .map(title -> title.substring(Person.TITLE.length())));
        tallies.add(new Tally("person", pushedByPerson, byPerson));
        System.out.printf("%d kills, seed %d, %d commits, git fsck clean%n", KILLS, SEED, log.size());
        System.out.printf(
                "%-8s %12s %14s %5s %8s %s%n", "who", "acknowledged", "in the history", "lost", "doubled", "");
        tallies.forEach(tally -> System.out.println(tally.line()));

        assertThat(tallies).allMatch(Tally::isRight);
        String text = PublisherProcess.text(bare.files(MAIN).get(new RepositoryPath("log.md")));
        for (String name : NAMES) {
            assertThat(text.lines().filter(line -> line.startsWith(name + " ")))
                    .as("lines of " + name + " in the log")
                    .hasSize(acknowledged(name));
        }
    }

    private static List<Integer> published(List<CommitSummary> log, String name) {
        return numbers(log.stream()
                .flatMap(commit -> Trailer.in(commit.message()).stream())
                .filter(trailer -> trailer.name().equals("Evolution-Id"))
                .map(Trailer::value)
                .filter(value -> value.startsWith(name + "-"))
                .map(value -> value.substring(name.length() + 1)));
    }

    /** Oldest first. */
    private static List<Integer> numbers(Stream<String> newestFirst) {
        List<Integer> numbers = new ArrayList<>();
        newestFirst.map(Integer::valueOf).forEach(number -> numbers.add(0, number));
        return numbers;
    }

    /** What somebody was told to be published, numbers from 0 on, and what the branch has, oldest first. */
    private record Tally(String who, int acknowledged, List<Integer> published) {
        long lost() {
            return IntStream.range(0, acknowledged)
                    .filter(number -> !published.contains(number))
                    .count();
        }

        long doubled() {
            return published.size() - published.stream().distinct().count();
        }

        boolean isInOrder() {
            return published.stream().sorted().toList().equals(published);
        }

        boolean isRight() {
            return acknowledged > 0 && published.size() == acknowledged && lost() == 0 && doubled() == 0 && isInOrder();
        }

        String line() {
            String order = isInOrder() ? "in order" : "OUT OF ORDER";
            return String.format(
                    "%-8s %12d %14d %5d %8d %s", who, acknowledged, published.size(), lost(), doubled(), order);
        }
    }

    /** Commits and pushes with git, and takes over what others have pushed, as people do. */
    private static final class Person implements AutoCloseable {
        static final String TITLE = "A person's work ";
        private static final int LONGEST_PAUSE_MILLIS = 1500;

        private final Random random = new Random(SEED);
        private final GitProgram git;
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final Thread thread;
        private final AtomicInteger pushed = new AtomicInteger();

        Person(BareGitRepository bare, Path clone) throws IOException {
            Files.createDirectories(clone);
            git = new GitProgram(clone);
            git.run("clone", "--quiet", bare.path().toString(), ".");
            thread = new Thread(this::work, "person");
            thread.start();
        }

        private void work() {
            try {
                while (!stopping.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                    git.run("commit", "--quiet", "--allow-empty", "-m", TITLE + pushed);
                    while (!git.succeeds("push", "--quiet", "origin", "main")) {
                        git.run("pull", "--quiet", "--rebase", "origin", "main");
                    }
                    pushed.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            stopping.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
