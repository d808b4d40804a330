package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes {@code evoforge evolve} on one branch of a real git server, with the real evaluator; every commit is then
 * measured again from a clone. The codec wastes a share of its bits, and each proposal of an agent takes back a part of the waste on
 * a line of that agent's own, so that it is better whatever the others did before. The long form, with its table:
 *
 * <pre>
 * mvn -pl app -am test -Dtest=SeveralAgentsByConfigurationIT -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Devoforge.agents.proposals=24 -Devoforge.agents.adoptions=30
 * </pre>
 */
class SeveralAgentsByConfigurationIT {
    private static final int PROPOSALS = Integer.getInteger("evoforge.agents.proposals", 1);
    private static final int ADOPTIONS = Integer.getInteger("evoforge.agents.adoptions", 1);
    private static final String SOURCE = "src/main/java/io/evoforge/evolved/EvolvedCodec.java";

    /** The agents, and what a proposal of each leaves of the waste: by that it is known again. */
    private static final Map<String, String> AGENTS = new LinkedHashMap<>();

    static {
        AGENTS.put("berlin", "0.90");
        AGENTS.put("lima", "0.89");
        AGENTS.put("tokyo", "0.88");
    }

    @TempDir
    private Path directory;

    @Test
    void every_commit_of_their_line_names_its_author_and_holds_what_it_says() throws Exception {
        // boxes run as another user where they can, and have to get to their files
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path remote = BareGitRepository.create(directory.resolve("remote.git")).path();
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        Path codec = Files.writeString(directory.resolve("EvolvedCodec.java"), wasteful());
        Map<String, Process> running = new LinkedHashMap<>();
        try (SmartHttpGitServer server = SmartHttpGitServer.start(directory, "agent", "placeholder-password")) {
            for (String agent : AGENTS.keySet()) {
                running.put(agent, start(agent, server.url("remote.git").value(), codec, clip));
            }
            for (Map.Entry<String, Process> one : running.entrySet()) {
                assertThat(one.getValue().waitFor(20, TimeUnit.MINUTES)).isTrue();
                assertThat(one.getValue().exitValue()).as(output(one.getKey())).isZero();
            }
        } finally {
            running.values().forEach(Process::destroyForcibly);
        }

        List<String> commits =
                git(remote, "rev-list", "--reverse", "main").lines().toList();
        assertThat(commits).hasSizeGreaterThan(ADOPTIONS);
        assertThat(git(remote, "rev-list", "--merges", "main")).isEmpty();
        assertThat(trailers(remote, "Codec-Version"))
                .isEqualTo(IntStream.rangeClosed(1, commits.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(trailers(remote, "Evolution-Id")).doesNotContain("").doesNotHaveDuplicates();
        for (String commit : commits.subList(1, commits.size())) {
            String agent = trailer(remote, commit, "Agent");
            assertThat(git(remote, "show", "-s", "--format=%an", commit).strip())
                    .isEqualTo(agent);
            assertThat(git(remote, "show", "--format=", "--unified=0", commit, "--", SOURCE)
                            .lines()
                            .filter(line -> line.startsWith("+ ")))
                    .as("what " + agent + " changed in " + commit)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("waste *= " + AGENTS.get(agent)));
        }
        for (String commit : commits) {
            Result verified = evoforge("verify", commit, "--repository", remote, "--video", clip);
            assertThat(verified.code()).as(verified.out() + verified.error()).isZero();
            assertThat(verified.out()).contains("0 differ, 0 were not checked");
        }
        report(remote, commits);
    }

    private Process start(String agent, String url, Path codec, Path clip) throws IOException {
        Path own = Files.createDirectory(directory.resolve(agent));
        Path recording = Files.createDirectory(own.resolve("recording"));
        for (int i = 1; i <= PROPOSALS; i++) {
            Files.writeString(recording.resolve("%03d.md".formatted(i)), """
                Waste less in %1$s

                A part of the padding is needed by nobody.

                <<<<<<< SEARCH
                        // %1$s
                =======
                        waste *= %2$s;
                        // %1$s
                >>>>>>> REPLACE
                """.formatted(agent, AGENTS.get(agent)));
        }
        Path credentials = Files.writeString(
                own.resolve("credentials"),
                "username = agent\ntoken = placeholder-password\nemail = agent@example.org\nrepo = %s\n"
                        .formatted(url));
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
        Path configuration = Files.writeString(own.resolve("evoforge.yaml"), """
            state.directory: "%s"
            run.codec: "%s"
            proposer: {kind: recorded, recording: "%s"}
            video.files: ["%s"]
            evaluator: {allow-push-below-full: true, qualities: [20, 40, 60, 80]}
            credentials: {sources: file, file: "%s"}
            commit: {strategy: push, remote: "%s", agent: "%s", author-name: "%s"}
            """.formatted(
                        own.resolve("state"), codec, recording, clip, credentials, url, agent, agent));
        EvoforgeProcess evoforge = new EvoforgeProcess(own, Map.of());
        return evoforge.builder(evoforge.command(
                        "evolve", "--config", configuration.toString(), "-n", Integer.toString(PROPOSALS)))
                .redirectErrorStream(true)
                .redirectOutput(log(agent).toFile())
                .start();
    }

    /** The demo's codec, with padding behind its bits, which its decoder does not look at. */
    private static String wasteful() throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream("EvolvedCodec.java")) {
            String seed = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            String end = "        bits.flush();\n";
            assertThat(seed).containsOnlyOnce(end);
            return seed.replace(
                    end,
                    end + "        double waste = 25;\n"
                            + AGENTS.keySet().stream()
                                    .map(agent -> "        // " + agent + "\n")
                                    .collect(Collectors.joining())
                            + "        out.writeBytes(new byte[(int) (out.size() * waste)]);\n");
        }
    }

    private Path log(String agent) {
        return directory.resolve(agent + ".log");
    }

    private String output(String agent) throws IOException {
        return agent + ": " + Files.readString(log(agent));
    }

    private static List<String> trailers(Path remote, String name) throws Exception {
        return git(remote, "log", "--reverse", "--format=%(trailers:key=" + name + ",valueonly,separator=%x2C)", "main")
                .lines()
                .toList();
    }

    private static String trailer(Path remote, String commit, String name) throws Exception {
        return git(remote, "show", "-s", "--format=%(trailers:key=" + name + ",valueonly)", commit)
                .strip();
    }

    private void report(Path remote, List<String> commits) throws Exception {
        Map<String, Long> shares = trailers(remote, "Agent").stream()
                .collect(Collectors.groupingBy(agent -> agent, LinkedHashMap::new, Collectors.counting()));
        long overtaken = 0;
        for (String agent : AGENTS.keySet()) {
            overtaken += output(agent)
                    .lines()
                    .filter(line -> line.contains("The branch holds"))
                    .count();
        }
        System.out.printf(
                "| agents | commits | by agent | times overtaken | verified |%n| %d | %d | %s | %d | %d of %d |%n",
                AGENTS.size(), commits.size(), shares, overtaken, commits.size(), commits.size());
    }
}
