package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.proposal.ModelQuestion;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose versions a second model reviews, by configuration alone, from the command line to the remote. */
class ReviewRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OBJECTION = "Flat blocks lose their last coefficient.";

    @TempDir
    private Path directory;

    private StubModelServer server;
    private Path remote;
    private Path configuration;
    private volatile ModelReaction review = ModelReaction.says(verdict("approve"));

    @BeforeEach
    void a_proposer_a_reviewer_and_a_remote() throws IOException {
        String better = resource("recording/003.md");
        server = StubModelServer.start(ModelWire.OPENAI, question -> {
            if (isReview(question)) {
                return review;
            }
            return proposals().size() == 1 ? ModelReaction.says(better) : ModelReaction.refuses("I cannot do more.");
        });
        Path key = Files.writeString(directory.resolve("key"), StubModelServer.KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        String asked = "provider: openai, base-url: \"%s\", key-file: \"%s\"".formatted(server.baseUrl(), key);
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                proposer.kind: model
                model: {%s, name: %s, input-price: 3, output-price: 15, output-tokens: 8000}
                review: {%s, model: %s, input-price: 100, output-price: 500}
                budget: {dollars: 50}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                evaluator: {allow-push-below-full: true, qualities: [20, 40, 60, 80]}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        asked,
                        StubModelServer.MODEL,
                        asked,
                        StubModelServer.MODEL,
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_version_that_is_approved_is_pushed_and_its_review_is_paid_and_shown() throws Exception {
        Result run = evoforge("evolve", "--config", configuration, "-n", 1);
        JsonNode shown = JSON.readTree(
                evoforge("show", "v2", "--config", configuration, "--json").out());
        JsonNode status = JSON.readTree(
                evoforge("status", "--config", configuration, "--json").out());
        String lines = evoforge("show", "v2", "--config", configuration).out();

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(run.out()).contains("v2: the review by openai/stub-model approves: Fine.");
        assertThat(git(remote, "log", "--format=%s", "main").lines()).hasSize(2);
        assertThat(reviews())
                .singleElement()
                .satisfies(question -> assertThat(question.prompt())
                        .contains(
                                "## The change of src/main/java/io/evoforge/evolved/EvolvedCodec.java",
                                "BD-rate against v1"));
        assertThat(shown.at("/review/verdict").asText()).isEqualTo("approve");
        assertThat(shown.at("/review/microdollars").asLong()).isPositive();
        assertThat(status.get("spentMicrodollars").asLong())
                .isEqualTo(shown.at("/review/microdollars").asLong()
                        + shown.at("/microdollars").asLong());
        assertThat(lines).contains("Review:     the review by openai/stub-model approves: Fine.");
    }

    @Test
    void an_objection_that_is_to_be_repaired_reaches_the_next_prompt_and_the_version_is_withdrawn() throws Exception {
        review = ModelReaction.says(verdict("request_changes"));

        Result run =
                evoforge("evolve", "--config", configuration, "-n", 2, "--set", "review.on-changes-requested=repair");
        String shown = evoforge("show", "v2", "--config", configuration).out();
        String log = evoforge("log", "--config", configuration).out();

        assertThat(run.out()).contains("v2 is withdrawn", "The run goes on from v1");
        assertThat(proposals().get(1).prompt())
                .contains("withdrawn afterwards: the review by openai/stub-model asks for changes", OBJECTION);
        assertThat(reviews()).hasSize(1);
        assertThat(git(remote, "log", "--format=%s", "main").lines()).containsExactly("Seed codec - v1");
        assertThat(shown).contains("withdrawn: the review by openai/stub-model asks for changes");
        assertThat(log).contains("withdrawn");
    }

    @Test
    void an_objection_that_holds_keeps_the_version_here_until_a_person_decides_and_is_paid_once() throws Exception {
        review = ModelReaction.says(verdict("request_changes"));

        Result run = evoforge("evolve", "--config", configuration, "-n", 1);
        String status = evoforge("status", "--config", configuration).out();
        Result decided = evoforge(
                "evolve",
                "--config",
                configuration,
                "--resume",
                "-n",
                1,
                "--set",
                "review.on-changes-requested=advise");

        assertThat(run.error() + run.out()).contains("v2 is kept and not published yet: the review by");
        assertThat(status).contains("v2: the review by openai/stub-model asks for changes", OBJECTION);
        assertThat(decided.code()).as(decided.out() + decided.error()).isZero();
        assertThat(git(remote, "log", "--format=%s", "main").lines()).hasSize(2);
        assertThat(reviews()).hasSize(1);
    }

    @Test
    void a_dry_run_names_the_reviewer_and_asks_nobody() {
        Result dry = evoforge("evolve", "--config", configuration, "--dry-run");

        assertThat(dry.out())
                .contains("openai/stub-model ($100.00 in, $500.00 out per million tokens) reads each adopted version");
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void a_reviewer_without_a_price_is_a_fault_of_the_configuration_when_money_is_limited() {
        Result run = evoforge(
                "evolve", "--config", configuration, "--set", "review.input-price=", "--set", "review.output-price=");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error())
                .contains("the price of the reviewer openai/stub-model is not known; set review.input-price");
        assertThat(server.questions()).isEmpty();
    }

    private static boolean isReview(ModelQuestion question) {
        return question.prompt().startsWith("You review one change");
    }

    private List<ModelQuestion> reviews() {
        return server.questions().stream().filter(ReviewRunIT::isReview).toList();
    }

    private List<ModelQuestion> proposals() {
        return server.questions().stream()
                .filter(question -> !isReview(question))
                .toList();
    }

    private static String verdict(String word) {
        return """
                {"summary": "Fine.", "risks": ["%s"], "verdict": "%s", "comments": []}
                """.formatted(OBJECTION, word);
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(LocalRemote.class.getResourceAsStream(name), "the demo's resource " + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
