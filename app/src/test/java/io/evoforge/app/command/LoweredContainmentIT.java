package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.EvoforgeProcess.Run;
import io.evoforge.app.demo.DemoResources;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.process.ExternalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which candidates cannot be held fully: whoever starts a run that pushes is refused, and nobody else. */
class LoweredContainmentIT {
    private static final String REFUSAL = "this run is refused: candidates are held at level '";

    /** Hides the program that gives boxes their view, as on a machine that does not have it. */
    private static final List<String> WITHOUT_THE_VIEW =
            List.of("bwrap", "--dev-bind", "/", "/", "--ro-bind", "/dev/null", "/usr/bin/bwrap", "--");

    @TempDir
    private Path directory;

    private Path remote;
    private Path configuration;
    private EvoforgeProcess evoforge;

    @BeforeEach
    void a_machine_without_the_view_and_a_remote() throws IOException {
        ExternalProgram.require("bwrap", "package bubblewrap");
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                run: {generations: 1}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                mcp.rights: read, evaluate, propose, control
                """.formatted(
                directory.resolve("state"), clip, LocalRemote.at(remote).url().value()));
        evoforge = new EvoforgeProcess(directory, Map.of(), WITHOUT_THE_VIEW);
    }

    @Test
    void evolve_is_refused_before_anything_is_asked_or_measured() throws Exception {
        Run run = evoforge.run("", "evolve", "--config", configuration.toString());

        assertThat(run.code()).as(run.complaint()).isEqualTo(4);
        assertThat(run.error())
                .contains(REFUSAL)
                .contains("evoforge doctor", "evaluator.allow-push-below-full")
                .doesNotContain("pushed nevertheless");
        assertThat(git(remote, "branch", "--list")).isEmpty();
    }

    @Test
    void a_dashboard_that_would_lead_a_run_is_refused() throws Exception {
        Run run = evoforge.run("", "serve", "--run", "--port", "0", "--config", configuration.toString());

        assertThat(run.code()).as(run.complaint()).isEqualTo(4);
        assertThat(run.error()).contains(REFUSAL);
        assertThat(run.out()).doesNotContain("Dashboard:");
    }

    @Test
    void the_chat_starts_no_run_and_goes_on() throws Exception {
        Run run = evoforge.run("Resume the run\nHelp\n", "chat", "--yes", "--config", configuration.toString());

        assertThat(run.code()).as(run.complaint()).isZero();
        assertThat(run.out()).contains(REFUSAL).contains("I understand");
    }

    @Test
    void an_agent_starts_nothing_that_pushes() throws Exception {
        String source =
                new ObjectMapper().writeValueAsString(DemoResources.seedCodec().text());

        Run run = evoforge.run(
                String.join(
                        "\n",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                                + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                        call(2, "resume_run", "{}"),
                        call(3, "propose_candidate", "{\"source\":" + source + ",\"summary\":\"Another one\"}"),
                        ""),
                "mcp",
                "--config",
                configuration.toString());

        assertThat(run.code()).as(run.complaint()).isZero();
        Map<Integer, String> answers = new HashMap<>();
        for (String line : run.out().lines().toList()) {
            JsonNode answer = new ObjectMapper().readTree(line);
            answers.put(answer.path("id").asInt(), answer.path("result").toString());
        }
        assertThat(List.of(answers.get(2), answers.get(3)))
                .allSatisfy(answer -> assertThat(answer).contains(REFUSAL, "FORBIDDEN"));
    }

    @Test
    void measuring_alone_is_never_refused() throws Exception {
        Path source = Files.writeString(
                directory.resolve("EvolvedCodec.java"),
                DemoResources.seedCodec().text());

        Run run = evoforge.run("", "evaluate", source.toString(), "--config", configuration.toString());

        assertThat(run.code()).as(run.complaint()).isZero();
        assertThat(run.out()).contains("PSNR");
        assertThat(run.error()).doesNotContain(REFUSAL);
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(id, tool, arguments);
    }
}
