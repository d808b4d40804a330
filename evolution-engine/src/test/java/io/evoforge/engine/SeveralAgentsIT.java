package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.process.ExternalProgram;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three agents in three processes on one branch, each killed now and then. The long form, with its table:
 *
 * <pre>
 * mvn -pl evolution-engine -am test -Dtest=SeveralAgentsIT -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Devoforge.agents.share=20 -Devoforge.agents.kills=5
 * </pre>
 */
class SeveralAgentsIT {
    private static final int SHARE = Integer.getInteger("evoforge.agents.share", 2);
    private static final int KILLS = Integer.getInteger("evoforge.agents.kills", 1);
    private static final List<String> AGENTS = List.of("berlin", "lima", "tokyo");
    private static final BranchName MAIN = new BranchName("main");
    private static final String USER = "agent";
    private static final String PASSWORD = "placeholder-password";

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("evoforge.agents.seed", 7));
    private final Map<String, Process> running = new HashMap<>();

    @Test
    void they_share_one_history_in_which_each_evolution_stands_once_and_names_its_author() throws Exception {
        ExternalProgram.require("git", "apt-get install git");
        BareGitRepository remote = BareGitRepository.create(directory.resolve("remote.git"));
        try (SmartHttpGitServer server = SmartHttpGitServer.start(directory, USER, PASSWORD)) {
            String url = server.url("remote.git").toString();
            for (String agent : AGENTS) {
                start(agent, url);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                for (String agent : AGENTS) {
                    killAndStartAgain(agent, url);
                }
            }
            awaitSharesOfAll(remote);
            for (String agent : AGENTS) {
                assertThat(process(agent).waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process(agent).exitValue()).as(output(agent)).isZero();
                assertThat(output(agent)).contains("pending []");
            }
        } finally {
            running.values().forEach(Process::destroyForcibly);
        }

        List<RecordedEvolution> history = history(remote);
        report(history);
        assertThat(history)
                .extracting(one -> one.version().number())
                .isEqualTo(IntStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(history)
                .extracting(RecordedEvolution::id)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(remote.git().run("rev-list", "--merges", "main")).isEmpty();
        assertThat(remote.tags()).hasSize(history.size());
        for (String agent : AGENTS) {
            Set<EvolutionId> own = ownAdoptions(agent);
            assertThat(history.stream().filter(one -> agent.equals(one.agent())))
                    .allSatisfy(one -> assertThat(own).contains(one.id()));
        }
        remote.checkHealth();
    }

    private void start(String agent, String url) throws IOException {
        running.put(
                agent,
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AgentRun.class.getName(),
                                directory.resolve(agent).toString(),
                                agent,
                                enough(agent).toString(),
                                url,
                                USER,
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                directory.resolve(agent + ".log").toFile()))
                        .start());
    }

    private void killAndStartAgain(String agent, String url) throws Exception {
        assertThat(process(agent).waitFor(random.nextLong(300, 1500), TimeUnit.MILLISECONDS))
                .as(output(agent))
                .isFalse();
        process(agent).destroyForcibly().waitFor();
        start(agent, url);
    }

    /** Stops each agent when it has its share, so that who is slow gets it in the end. */
    private void awaitSharesOfAll(BareGitRepository remote) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        Set<String> unfinished = new HashSet<>(AGENTS);
        while (!unfinished.isEmpty()) {
            List<RecordedEvolution> history = history(remote);
            for (String agent : List.copyOf(unfinished)) {
                assertThat(process(agent).waitFor(100, TimeUnit.MILLISECONDS))
                        .as(output(agent))
                        .isFalse();
                if (share(history, agent) >= SHARE) {
                    Files.createFile(enough(agent));
                    unfinished.remove(agent);
                }
            }
            assertThat(System.nanoTime())
                    .as("still without their share: " + unfinished)
                    .isLessThan(deadline);
        }
    }

    private static long share(List<RecordedEvolution> history, String agent) {
        return history.stream().filter(one -> agent.equals(one.agent())).count();
    }

    private Path enough(String agent) {
        return directory.resolve(agent + ".enough");
    }

    private Process process(String agent) {
        return Objects.requireNonNull(running.get(agent));
    }

    private String output(String agent) throws IOException {
        return Files.readString(directory.resolve(agent + ".log"));
    }

    /** What the branch says, oldest first. */
    private static List<RecordedEvolution> history(BareGitRepository remote) {
        List<RecordedEvolution> history = new ArrayList<>(remote.log(MAIN).stream()
                .map(commit -> CommitMessage.read(commit).orElseThrow(() -> new AssertionError(commit)))
                .toList());
        Collections.reverse(history);
        return history;
    }

    /** What the agent itself adopted and went on to publish, by its own journal. */
    private Set<EvolutionId> ownAdoptions(String agent) {
        Set<EvolutionId> own = new HashSet<>();
        SqliteEvolutionStore.read(directory.resolve(agent).resolve("state"), event -> {
            if (event instanceof RunEvent.Adopted adopted) {
                Evolution evolution = adopted.evolution();
                if (!evolution.isSeed() || evolution.version().number() == 1) {
                    own.add(evolution.id());
                }
            }
        });
        return own;
    }

    private void report(List<RecordedEvolution> history) {
        long overtaken = AGENTS.stream().mapToLong(this::overtaken).sum();
        System.out.printf(
                Locale.ROOT,
                "| agents | kills each | commits | by agent | times overtaken |%n| %d | %d | %d | %s | %d |%n",
                AGENTS.size(),
                KILLS,
                history.size(),
                AGENTS.stream()
                        .map(agent -> agent + " " + share(history, agent))
                        .toList(),
                overtaken);
    }

    private long overtaken(String agent) {
        List<RunEvent> events = new ArrayList<>();
        SqliteEvolutionStore.read(directory.resolve(agent).resolve("state"), events::add);
        return events.stream().filter(RunEvent.Overtaken.class::isInstance).count();
    }
}
