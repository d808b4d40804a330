package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.ReceivedRequest;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.testkit.github.SimulatedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes {@code evoforge evolve} that deliver two versions by pull request to the simulated GitHub, killed (SIGKILL) while it
 * carries out a request of theirs, so that the request has its effect and nobody learns of it. Judged by plain git.
 *
 * <p>The usual build kills a few at random. All requests in turn, by two strategies:
 *
 * <pre>
 * mvn -pl app -am test -Dtest=KilledDeliveryIT -Dsurefire.failIfNoSpecifiedTests=false -Devoforge.delivery.kills=all
 * </pre>
 *
 * <p>Two machines can share that: {@code -Devoforge.delivery.first=40} begins at the fortieth request.
 */
class KilledDeliveryIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int SAMPLE = 4;
    private static final int MOST_REQUESTS_BEFORE_A_KILL = 14;

    @TempDir
    private static Path directory;

    private static SimulatedGitHub github;
    private static DeliveryFixture fixture;
    private static Path adopted;
    private static int repositories;

    /** Measures once; every delivery begins from a copy of the journal that this leaves, towards a repository of its own. */
    @BeforeAll
    static void a_run_that_adopted_two_versions_and_delivered_none() throws Exception {
        // boxes run as another user where they can, and have to get to their files
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        github = SimulatedGitHub.start(directory, CLOCK);
        // all deliveries together ask more than one account may in an hour
        github.rateLimits().setPrimaryLimit(1_000_000);
        fixture = new DeliveryFixture(directory, github);
        adopted = directory.resolve("adopted");
        Path configuration = fixture.configuration(fixture.repository("of-nobody"));
        Result run = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                1,
                "--set",
                "commit.drain-time=0.1s",
                "--set",
                "state.directory=" + adopted);
        assertThat(run.code()).as(run.out() + run.error()).isEqualTo(5);
        assertThat(run.out()).contains("champion v2");
    }

    @AfterAll
    static void close() {
        github.close();
    }

    @Test
    void processes_killed_one_after_the_other_deliver_every_version_once() throws Exception {
        long seed = Long.getLong("evoforge.delivery.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        try (Delivery delivery = new Delivery("push")) {
            List<String> killedAt = new ArrayList<>();
            boolean isKilled = true;
            while (isKilled && killedAt.size() < SAMPLE) {
                isKilled = delivery.isKilledAt(1 + random.nextInt(MOST_REQUESTS_BEFORE_A_KILL), killedAt);
            }
            System.out.println("evoforge.delivery.seed=" + seed + ": killed at " + killedAt);

            delivery.finish();

            delivery.assertEverythingOnce();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-git-data", "push"})
    @EnabledIfSystemProperty(named = "evoforge.delivery.kills", matches = "all")
    void a_process_killed_at_any_of_its_requests_leaves_work_that_the_next_one_finishes(String strategy)
            throws Exception {
        List<String> killedAt = new ArrayList<>();
        boolean isKilled = true;
        int number = Integer.getInteger("evoforge.delivery.first", 1);
        while (isKilled) {
            try (Delivery delivery = new Delivery(strategy)) {
                isKilled = delivery.isKilledAt(number++, killedAt);
                if (isKilled) {
                    delivery.finish();
                }
                delivery.assertEverythingOnce();
            }
        }
        System.out.printf("%s: killed at each of %d requests: %s%n", strategy, killedAt.size(), killedAt);
        assertThat(number).isGreaterThan(20);
    }

    /** Two versions on their way to a repository of their own, with a build machine that is content with everything. */
    private static final class Delivery implements AutoCloseable {
        private final SimulatedRepository repository;
        private final SimulatedCi machine;
        private final EvoforgeProcess evoforge;
        private final String[] arguments;
        private int starts;

        @Nullable
        private Process last;

        Delivery(String strategy) throws IOException {
            repositories++;
            repository = fixture.repository("codec-" + repositories);
            Path own = Files.createDirectory(directory.resolve("run-" + repositories));
            copy(adopted, own.resolve("state"));
            Path configuration = fixture.configuration(repository);
            arguments = new String[] {
                "evolve",
                "--resume",
                "--config",
                configuration.toString(),
                "-n",
                "1",
                "--set",
                "commit.strategy=" + strategy,
                "--set",
                "state.directory=" + own.resolve("state"),
                "--set",
                "proposer.recording=" + fixture.recordingOfOneReply(own.resolve("replies"))
            };
            evoforge = new EvoforgeProcess(own, Map.of());
            machine = SimulatedCi.ofPulls(repository, "build", pull -> "success", CLOCK);
        }

        /** Whether a process came to its request with this number, and was killed there. */
        boolean isKilledAt(int number, List<String> killedAt) throws Exception {
            Process process = start();
            Killer killer = new Killer(process, number);
            github.faults().on(killer::sees, 0, 1, Fault.drop());
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
            github.faults().clear();
            if (killer.victim == null) {
                assertThat(process.exitValue()).as(output()).isZero();
                return false;
            }
            killedAt.add(number + " " + killer.victim);
            return true;
        }

        /** Lets a process go on to its end. */
        void finish() throws Exception {
            Process process = start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
        }

        private Process start() throws IOException {
            starts++;
            last = evoforge.builder(evoforge.command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            return last;
        }

        private Path log() {
            return directory.resolve(repository.fullName().replace('/', '-') + "-" + starts + ".log");
        }

        private String output() throws IOException {
            return Files.readString(log());
        }

        void assertEverythingOnce() throws Exception {
            Path remote = repository.directory();
            assertThat(repository.pulls()).hasSize(2).allMatch(SimulatedPull::isMerged);
            assertThat(git(remote, "for-each-ref", "--format=%(refname)").lines())
                    .containsExactlyInAnyOrder("refs/heads/main", "refs/tags/codec-v1", "refs/tags/codec-v2");
            assertThat(git(remote, "rev-list", "--count", "--merges", "main").strip())
                    .isEqualTo("2");
            assertThat(git(remote, "rev-list", "--count", "main").strip()).isEqualTo("5");
            assertThat(git(remote, "log", "--format=%(trailers:key=Codec-Version,valueonly,separator=%x2C)", "main")
                            .lines()
                            .filter(line -> !line.isBlank()))
                    .containsExactlyInAnyOrder("1", "2");
            assertThat(git(remote, "rev-parse", "codec-v2^{commit}")).isEqualTo(git(remote, "rev-parse", "main"));
            assertThat(repository.statuses().stream()
                            .filter(status -> status.name().equals("evoforge/measurement")))
                    .hasSize(2);
            assertThat(git(remote, "fsck", "--full", "--strict", "--no-dangling"))
                    .isEmpty();
        }

        @Override
        public void close() {
            if (last != null) {
                last.destroyForcibly(); // where a test failed while it ran
            }
            machine.close();
        }

        private static void copy(Path from, Path to) throws IOException {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path path : all.filter(path -> !path.startsWith(from.resolve("git")))
                        .toList()) {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                }
            }
        }
    }

    /** Kills a process while a request of it is carried out. */
    private static final class Killer {
        private final Process process;
        private int left;

        @Nullable
        private volatile String victim;

        Killer(Process process, int number) {
            this.process = process;
            this.left = number;
        }

        /** Never strikes by itself: what was asked for is done, and nobody is there to hear of it. */
        boolean sees(ReceivedRequest request) {
            if (--left == 0) {
                process.destroyForcibly();
                process.onExit().join();
                victim = request.route();
            }
            return false;
        }
    }
}
