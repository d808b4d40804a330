package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * kill -9 at random moments of a run. The long form, with its table:
 *
 * <pre>
 * mvn -pl evolution-engine -am test -Dtest=KilledRunIT -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Devoforge.killloop.candidates=200 -Devoforge.killloop.kills=20
 * </pre>
 */
class KilledRunIT {
    private static final int CANDIDATES = Integer.getInteger("evoforge.killloop.candidates", 40);
    private static final int KILLS = Integer.getInteger("evoforge.killloop.kills", 3);
    private static final long SEED = Long.getLong("evoforge.killloop.seed", 1);

    @TempDir
    Path directory;

    private final Set<String> storedBefore = new HashSet<>();
    private int linesSeen;
    private int repeatedCalls;
    private int repeatedEvaluations;
    private int kills;

    @ParameterizedTest(name = "remote fails {0} % of the time")
    @ValueSource(ints = {0, 15})
    void nothing_is_lost_and_nothing_is_done_twice(int faultPercent) throws Exception {
        requireGit();
        git(
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                directory.resolve("remote.git").toString());
        SplittableRandom random = new SplittableRandom(SEED + faultPercent);

        for (int start = 0; kills < KILLS && start < 3 * KILLS; start++) {
            Process run = start(random.nextLong(1000), faultPercent);
            boolean killed = killAfter(run, random.nextInt(1, 2 + 2 * CANDIDATES / KILLS));
            kills += killed ? 1 : 0;
            removeLocksOfTheDead();
            countRepeats();
            if (!killed) {
                break;
            }
        }
        Process last = start(random.nextLong(1000), faultPercent);
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue())
                .as(Files.readString(directory.resolve("output.log")))
                .isZero();
        countRepeats();

        RunOfEngine undisturbed = undisturbedRun();
        List<RunEvent> events = events();
        List<String> ids = adoptedIds(events);
        List<String> committed = committedIds();
        report(faultPercent, events, ids, committed);
        assertThat(kills).isPositive();
        assertThat(repeatedCalls).isZero();
        assertThat(repeatedEvaluations).isZero();
        assertThat(committed).isEqualTo(ids);
        assertThat(sourcesOfAdoptions(events)).isEqualTo(sourcesOfAdoptions(undisturbed.disk.events()));
        assertThat(decisions(events)).isEqualTo(decisions(undisturbed.disk.events()));
        git("--git-dir", directory.resolve("remote.git").toString(), "fsck", "--full", "--strict");
    }

    @Test
    void the_undisturbed_run_adopts_often_enough_to_prove_something() {
        assertThat(sourcesOfAdoptions(undisturbedRun().disk.events())).hasSizeGreaterThan(4);
    }

    private static RunOfEngine undisturbedRun() {
        RunOfEngine run = new RunOfEngine(KilledRun.proposer(line -> {}));
        run.settings = KilledRun.settings();
        run.start(CANDIDATES);
        return run;
    }

    private Process start(long seed, int faultPercent) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        directory.toString(),
                        Integer.toString(CANDIDATES),
                        Long.toString(seed),
                        Integer.toString(faultPercent))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
    }

    /** Kills the process after it wrote down so many more calls; false if it came to its end before. */
    private boolean killAfter(Process run, int calls) throws Exception {
        int target = linesSeen + calls;
        while (!run.waitFor(5, TimeUnit.MILLISECONDS)) {
            if (log().size() >= target) {
                run.destroyForcibly();
                run.waitFor();
                return true;
            }
        }
        assertThat(run.exitValue())
                .as(Files.readString(directory.resolve("output.log")))
                .isZero();
        return false;
    }

    /** The remote is a directory, so its side of a push died with us; a real host lives on and lets go of its locks. */
    private void removeLocksOfTheDead() throws IOException {
        try (var files = Files.walk(directory.resolve("remote.git"))) {
            for (Path lock :
                    files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.delete(lock);
            }
        }
    }

    /** Counts what the last process did although it had been stored before that process began. */
    private void countRepeats() throws IOException {
        List<String> lines = log();
        for (String line : lines.subList(linesSeen, lines.size())) {
            if (storedBefore.contains(line)) {
                repeatedCalls += line.startsWith("call") ? 1 : 0;
                repeatedEvaluations += line.startsWith("evaluation") ? 1 : 0;
            }
        }
        linesSeen = lines.size();
        if (Files.exists(directory.resolve("state/run.db"))) {
            for (RunEvent event : events()) {
                if (event instanceof RunEvent.Replied e) {
                    storedBefore.add("call " + e.candidate() + "." + e.attempt());
                } else if (event instanceof RunEvent.Evaluated e) {
                    storedBefore.add("evaluation " + e.source().sha256() + " " + e.group());
                }
            }
        }
    }

    private List<String> log() throws IOException {
        Path log = directory.resolve("calls.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private List<RunEvent> events() {
        List<RunEvent> events = new ArrayList<>();
        SqliteEvolutionStore.read(directory.resolve("state"), events::add);
        return events;
    }

    private static List<String> adoptedIds(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Adopted.class::isInstance)
                .map(event -> ((RunEvent.Adopted) event).evolution().id().value())
                .toList();
    }

    private static List<String> sourcesOfAdoptions(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Adopted.class::isInstance)
                .map(event -> ((RunEvent.Adopted) event).evolution().source().text())
                .toList();
    }

    private static List<String> decisions(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Decided.class::isInstance)
                .map(RunEvent.Decided.class::cast)
                .map(event -> event.candidate() + " " + event.decision().verdict() + " "
                        + event.decision().reason())
                .toList();
    }

    /** The ids in the commits of the remote, oldest first, as plain git sees them. */
    private List<String> committedIds() throws Exception {
        String messages =
                git("--git-dir", directory.resolve("remote.git").toString(), "log", "--reverse", "--format=%B", "main");
        return Pattern.compile("(?m)^Evolution-Id: ([0-9a-f]{32})$")
                .matcher(messages)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void report(int faultPercent, List<RunEvent> events, List<String> ids, List<String> committed) {
        Set<String> lost = new HashSet<>(ids);
        committed.forEach(lost::remove);
        System.out.printf(
                Locale.ROOT,
                "| remote fails | kills | candidates | adopted | calls repeated | evaluations repeated | commits lost |"
                        + " commits doubled |%n| %d %% | %d | %d | %d | %d | %d | %d | %d |%n",
                faultPercent,
                kills,
                decisions(events).size(),
                ids.size(),
                repeatedCalls,
                repeatedEvaluations,
                lost.size(),
                committed.size() - new HashSet<>(committed).size());
    }

    private static void requireGit() {
        boolean present;
        try {
            present = new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            present = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            present = false;
        }
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(present).as("git is installed").isTrue();
        }
        assumeTrue(present, "git is not installed");
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
        return output;
    }
}
