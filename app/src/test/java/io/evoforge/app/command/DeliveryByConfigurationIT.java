package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.testkit.github.SimulatedRelease;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.proposal.ModelQuestion;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs whose versions go through pull requests of the simulated GitHub, from the command line with a configuration file and
 * nothing else, judged by plain git. The system property {@code evoforge.delivery=all} also tries the other merge methods and
 * strategies.
 */
class DeliveryByConfigurationIT {
    private static final boolean ALL = "all".equals(System.getProperty("evoforge.delivery"));
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Path EXAMPLE = Path.of("../docs/reference/delivery-example.md");
    private static final String SOURCE = "src/main/java/io/evoforge/evolved/EvolvedCodec.java";

    @TempDir
    private Path directory;

    private SimulatedGitHub github;
    private SimulatedRepository repository;
    private Path remote;
    private Path configuration;

    @BeforeEach
    void a_repository_with_a_readme_a_clip_and_a_recording() throws IOException {
        github = SimulatedGitHub.start(directory, CLOCK);
        DeliveryFixture fixture = new DeliveryFixture(directory, github);
        repository = fixture.repository("codec");
        remote = repository.directory();
        configuration = fixture.configuration(repository);
    }

    @AfterEach
    void close() {
        github.close();
    }

    static List<String> methods() {
        return ALL ? List.of("merge", "squash", "rebase") : List.of("squash");
    }

    static List<String> strategies() {
        return ALL
                ? List.of("push", "github-graphql", "github-contents", "pull-request")
                : List.of("push", "github-graphql");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void an_adopted_version_goes_by_branch_and_pull_request_to_the_base_and_gets_its_tag(String method)
            throws Exception {
        Result run = evolve(pull -> "success", "--set", "delivery.merge=" + method, "--set", "delivery.releases=true");

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(repository.pulls()).hasSize(2).allMatch(SimulatedPull::isMerged);
        SimulatedPull second = repository.pulls().get(1);
        assertThat(second.head()).isEqualTo("codec/v2");
        assertThat(second.title()).matches("Codec v2: [0-9.]+% better than v1");
        assertThat(second.body())
                .startsWith("Replace Huffman coding")
                .contains("| BD-rate, mean of held out |", "candidate 1.", "Evolution-Id: ");
        assertThat(second.labels()).containsExactly("evolution");
        assertThat(second.requestedReviewers()).containsExactly("grace");
        assertThat(repository.statuses().stream().filter(status -> status.name().equals("evoforge/measurement")))
                .hasSize(2)
                .allSatisfy(status -> assertThat(status.state()).isEqualTo("success"));
        String tip = git(remote, "rev-parse", "main").strip();
        assertThat(run.out()).contains("v2 committed as " + tip.substring(0, 8));
        assertThat(git(remote, "rev-parse", "codec-v2^{commit}").strip()).isEqualTo(tip);
        assertThat(git(remote, "for-each-ref", "--format=%(refname)").lines())
                .containsExactlyInAnyOrder("refs/heads/main", "refs/tags/codec-v1", "refs/tags/codec-v2");
        assertThat(git(remote, "show", "main:CHANGELOG.md")).contains("v2", "v1");
        assertThat(git(remote, "show", "main:README.md")).isEqualTo("A codec.\n");
        assertThat(versions()).containsExactly("1", "2");
        assertThat(repository.releases()).extracting(SimulatedRelease::tag).containsExactly("codec-v1", "codec-v2");
        assertThat(git(remote, "fsck", "--full", "--strict", "--no-dangling")).isEmpty();
        if (method.equals("squash")) {
            compare(example(run, second));
        }
    }

    /** The page shows what such a run gives, but for dates, names of objects, and what depends on the machine. */
    private static void compare(String example) throws IOException {
        if (Boolean.getBoolean("evoforge.write.docs")) {
            Files.writeString(EXAMPLE, example); // the README shows parts of it
        }
        assertThat(lasting(Files.readString(EXAMPLE)))
                .as("write it anew with -Devoforge.write.docs=true")
                .isEqualTo(lasting(example));
    }

    private static String lasting(String example) {
        return example.replaceAll("\\b[0-9a-f]{7,64}\\b", "ID")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+", "MOMENT")
                .replaceAll("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b", "DATE")
                .replaceAll("\\b[0-9]{2}:[0-9]{2}(:[0-9.]+)?\\b", "TIME")
                .replaceAll("(?m)^(Evaluator|Containment|.*[Mm]easured (by|with)).*", "$1 ...");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void it_does_not_matter_how_the_commit_is_made(String strategy) throws Exception {
        Result run = evolve(pull -> "success", "--set", "commit.strategy=" + strategy);

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(repository.pulls()).hasSize(2).allMatch(SimulatedPull::isMerged);
        assertThat(versions()).containsExactly("1", "2");
        assertThat(git(remote, "rev-parse", "codec-v2^{commit}")).isEqualTo(git(remote, "rev-parse", "main"));
        assertThat(git(remote, "for-each-ref", "--format=%(refname)", "refs/heads")
                        .strip())
                .isEqualTo("refs/heads/main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-git-data", "push"})
    void a_branch_of_its_own_is_enough_where_somebody_else_merges(String strategy) throws Exception {
        String base = git(remote, "rev-parse", "main").strip();
        Result run = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                1,
                "--set",
                "commit.strategy=" + strategy,
                "--set",
                "delivery.policy=branch-per-evolution",
                "--set",
                "delivery.merge=none");

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(repository.pulls()).isEmpty();
        assertThat(git(remote, "for-each-ref", "--format=%(refname)").lines())
                .containsExactlyInAnyOrder("refs/heads/main", "refs/heads/codec/v1", "refs/heads/codec/v2");
        assertThat(versions()).isEmpty();
        assertThat(git(remote, "rev-parse", "codec/v2^").strip()).isEqualTo(base);
    }

    @Test
    void the_readme_shows_parts_of_what_the_page_shows() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String section =
                readme.substring(readme.indexOf("## What a reviewer sees"), readme.indexOf("## Evolve your own"));
        String page = Files.readString(EXAMPLE);

        assertThat(Pattern.compile("(?s)```[a-z]+\\n(.*?)\\n```")
                        .matcher(section)
                        .results()
                        .map(block -> block.group(1)))
                .hasSize(5)
                .allSatisfy(block -> assertThat(page).contains(block));
    }

    /** What a reviewer sees of one delivery, as a page of the documents. */
    private String example(Result run, SimulatedPull pull) throws Exception {
        return """
            # A delivery, as it was

            One run on a small clip, delivered to the simulated GitHub with `delivery.policy: pull-request` and
            `delivery.merge: squash`, and printed by:

                mvn -pl app -am test -Dtest=DeliveryByConfigurationIT -Dsurefire.failIfNoSpecifiedTests=false \\
                    -Devoforge.write.docs=true

            The same test fails if a run gives anything else than this page shows.

            ## The run

            ```text
            %s
            ```

            ## The pull request

            **%s** (`%s` into `%s`; labels: %s; asked for a review: %s)

            > %s

            ## The checks of its commit

            ```text
            %s
            ```

            ## The commit on `main`

            ```text
            %s
            ```

            ## The log of `main`, with tags

            ```text
            %s
            ```

            ## CHANGELOG.md on `main`

            ```markdown
            %s
            ```

            ## docs/evolution_log.md on `main`

            ```markdown
            %s
            ```
            """.formatted(
                        (run.out() + run.error()).strip(),
                        pull.title(),
                        pull.head(),
                        pull.base(),
                        String.join(", ", pull.labels()),
                        String.join(", ", pull.requestedReviewers()),
                        pull.body().strip().replace("\n", "\n> "),
                        repository.statuses().stream()
                                .skip(repository.statuses().size() / 2)
                                .map(status -> "%-22s %-8s %s"
                                        .formatted(status.name(), status.state(), status.summary())
                                        .strip())
                                .collect(Collectors.joining("\n")),
                        git(remote, "log", "-1", "--format=%B", "main").strip(),
                        git(remote, "log", "--format=%s%d", "main").strip(),
                        git(remote, "show", "main:CHANGELOG.md").strip(),
                        git(remote, "show", "main:docs/evolution_log.md").strip());
    }

    @Test
    void a_red_version_is_withdrawn_and_the_next_one_begins_at_its_predecessor() throws Exception {
        Function<SimulatedPull, String> verdict = pull -> pull.head().equals("codec/v2") ? "failure" : "success";

        Result red = evolve(verdict);
        String mainAfterRed = git(remote, "rev-parse", "main").strip();
        Result next = evolve(verdict, "--resume");

        assertThat(red.code()).as(red.out() + red.error()).isZero();
        assertThat(red.out())
                .contains("1  adopted")
                .contains("v2 is withdrawn: The checks are red: 'build'. The run goes on from v1")
                .contains("champion v1");
        SimulatedPull closed = repository.pulls().get(1);
        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.isMerged()).isFalse();
        assertThat(closed.comments()).singleElement().asString().contains("'build'", "v2 is withdrawn");

        assertThat(next.code()).as(next.out() + next.error()).isZero();
        assertThat(next.out()).contains("2  adopted").contains("champion v3");
        assertThat(repository.pulls()).hasSize(3);
        assertThat(repository.pulls().get(2).title()).matches("Codec v3: [0-9.]+% better than v1");
        assertThat(versions()).containsExactly("1", "3");
        assertThat(git(remote, "rev-parse", "main^1").strip()).isEqualTo(mainAfterRed);
        assertThat(git(remote, "show", "main:" + SOURCE))
                .isEqualTo(git(remote, "show", "codec-v3:" + SOURCE))
                .doesNotContain("range coder");
        assertThat(git(remote, "show", "main:CHANGELOG.md")).contains("v3").doesNotContain("v2");
        assertThat(git(remote, "for-each-ref", "--format=%(refname)").lines())
                .containsExactlyInAnyOrder("refs/heads/main", "refs/tags/codec-v1", "refs/tags/codec-v3");
    }

    @Test
    void a_red_commit_on_the_branch_itself_is_taken_back_and_the_next_one_begins_at_its_predecessor() throws Exception {
        SimulatedCi machine = SimulatedCi.ofCommits(
                repository, "main", "build", commit -> commit == 2 ? "failure" : "success", CLOCK);
        Result red;
        Result next;
        try {
            red = evoforge(direct("evolve", "-n", 1));
            next = evoforge(direct("evolve", "-n", 1, "--resume"));
        } finally {
            machine.close();
        }

        assertThat(red.code()).as(red.out() + red.error()).isZero();
        assertThat(red.out()).contains("v2 is withdrawn: The checks of v2 are red: 'build'", "champion v1");
        assertThat(next.code()).as(next.out() + next.error()).isZero();
        assertThat(next.out()).contains("champion v3");
        assertThat(git(remote, "log", "--reverse", "--format=%s", "main").lines())
                .satisfiesExactly(
                        first -> {},
                        first -> assertThat(first).contains("v1"),
                        second -> assertThat(second).contains("v2"),
                        back -> assertThat(back).containsIgnoringCase("rollback"),
                        third -> assertThat(third).contains("v3"));
        assertThat(git(remote, "show", "-s", "--format=%B", "main~1")).contains("The checks of v2 are red: 'build'");
        assertThat(git(remote, "show", "main~1:" + SOURCE)).isEqualTo(git(remote, "show", "codec-v1:" + SOURCE));
        assertThat(git(remote, "show", "main:" + SOURCE)).doesNotContain("range coder");
        assertThat(repository.pulls()).isEmpty();
    }

    @Test
    void a_delivered_commit_is_not_taken_back_by_a_check_that_turns_red_later() throws Exception {
        SimulatedCi machine = SimulatedCi.ofCommits(repository, "main", "build", commit -> "success", CLOCK);
        Result run;
        try {
            run = evoforge(direct("evolve", "-n", 1));
        } finally {
            machine.close();
        }
        String delivered = git(remote, "rev-parse", "main");
        repository.reportStatus("main", "build", "failure", CLOCK.instant());

        Result again = evoforge(direct("commit", "--push"));

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(again.code()).as(again.out() + again.error()).isEqualTo(3);
        assertThat(git(remote, "rev-parse", "main")).isEqualTo(delivered);
    }

    /** These words, where versions are pushed to the branch itself and taken back if a check is red. */
    private Object[] direct(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", configuration));
        all.addAll(List.of("--set", "commit.strategy=push"));
        all.addAll(List.of("--set", "delivery.policy=direct-with-checks"));
        all.addAll(List.of("--set", "delivery.merge=none"));
        return all.toArray();
    }

    @Test
    void an_objection_that_is_to_be_repaired_from_now_on_closes_the_pull_request_that_waits() throws Exception {
        try (StubModelServer model = StubModelServer.start(ModelWire.OLLAMA, DeliveryByConfigurationIT::objection)) {
            List<String> review = List.of(
                    "--set",
                    "review.provider=ollama",
                    "--set",
                    "review.model=" + StubModelServer.MODEL,
                    "--set",
                    "review.base-url=" + model.baseUrl());
            List<String> advice = new ArrayList<>(review);
            advice.addAll(List.of("--set", "review.on-changes-requested=advise", "--set", "commit.drain-time=5s"));
            List<String> repair = new ArrayList<>(review);
            repair.addAll(List.of("--resume", "--set", "review.on-changes-requested=repair"));
            Function<SimulatedPull, String> undecided = pull -> pull.head().equals("codec/v2") ? "pending" : "success";

            Result waiting = evolve(undecided, advice.toArray(String[]::new));
            boolean wasOpen = repository.pulls().get(1).isOpen();
            Result repaired = evolve(undecided, repair.toArray(String[]::new));

            assertThat(waiting.code()).as(waiting.out() + waiting.error()).isEqualTo(5);
            assertThat(wasOpen).isTrue();
            assertThat(repaired.out() + repaired.error())
                    .contains("v2 is withdrawn: the review by")
                    .contains("The run goes on from v1");
        }
        SimulatedPull closed = repository.pulls().get(1);
        assertThat(closed.isOpen() || closed.isMerged()).isFalse();
        assertThat(closed.comments()).singleElement().asString().contains("Ask (at)grace.", "v2 is withdrawn");
        assertThat(git(remote, "for-each-ref", "--format=%(refname)", "refs/heads"))
                .doesNotContain("codec/v2");
    }

    @Test
    void a_models_review_is_posted_on_the_pull_request_with_its_line_comments_and_the_checks_decide() throws Exception {
        try (StubModelServer model = StubModelServer.start(ModelWire.OLLAMA, DeliveryByConfigurationIT::objection)) {
            Result run = evolve(
                    pull -> "success",
                    "--set",
                    "review.provider=ollama",
                    "--set",
                    "review.model=" + StubModelServer.MODEL,
                    "--set",
                    "review.base-url=" + model.baseUrl(),
                    "--set",
                    "review.on-changes-requested=advise");

            assertThat(run.code()).as(run.out() + run.error()).isZero();
            assertThat(model.questions()).hasSize(1);
        }
        assertThat(repository.pulls()).hasSize(2).allMatch(SimulatedPull::isMerged);
        assertThat(repository.pulls().get(0).reviews()).isEmpty();
        SimulatedPull second = repository.pulls().get(1);
        assertThat(second.reviews())
                .singleElement()
                .asString()
                .startsWith("COMMENT: Ask (at)grace.")
                .contains("request changes", "- Overflows.");
        assertThat(second.lineComments()).singleElement().asString().contains(SOURCE, "Too wide.");
    }

    /** Asks for changes, with a remark about the first line that is new. */
    private static ModelReaction objection(ModelQuestion question) {
        Matcher added = Pattern.compile("(?m)^ *([0-9]+) \\+").matcher(question.prompt());
        assertThat(added.find()).isTrue();
        return ModelReaction.says("""
                {"summary": "Ask @grace.", "risks": ["Overflows."], "verdict": "request_changes",
                 "comments": [{"path": "%s", "line": %s, "text": "Too wide."}]}
                """.formatted(SOURCE, added.group(1)));
    }

    @Test
    void a_version_of_one_start_is_delivered_by_the_next() throws Exception {
        Result first = evoforge("evolve", "--config", configuration, "-n", 1, "--set", "commit.drain-time=0.1s");
        Result waiting = evoforge("commit", "--push", "--config", configuration);
        Result status = evoforge("status", "--config", configuration);
        JsonNode json = new JsonMapper()
                .readTree(
                        evoforge("status", "--json", "--config", configuration).out());
        repository.reportStatus("codec/v1", "build", "success", CLOCK.instant());
        Result rest = evolve(pull -> "success", "--resume");

        assertThat(first.code()).as(first.out() + first.error()).isEqualTo(5);
        assertThat(waiting.code()).isEqualTo(5);
        assertThat(waiting.error()).contains("v1 is under way: pull request 1 waits: not finished: 'build'");
        assertThat(status.out())
                .contains("Pending publications: 2")
                .containsPattern("Requests left: [0-9]+ of 5000 until [-0-9T:]+Z \\(core\\)")
                .containsPattern("Writes: [1-9][0-9]* of 80 in the last minute, [1-9][0-9]* of 500 in the last hour");
        // another process counts the writes of the run, because they are kept beside it
        assertThat(json.at("/requests/writesInLastHour/used").asInt()).isGreaterThan(3);
        assertThat(json.at("/requests/writesInLastHour/allowed").asInt()).isEqualTo(500);
        assertThat(json.at("/requests/quotas/0/left").asInt()).isBetween(1, 4999);
        assertThat(json.at("/requests/restUntil").isNull()).isTrue();
        assertThat(rest.code()).as(rest.out() + rest.error()).isZero();
        assertThat(repository.pulls()).hasSizeGreaterThanOrEqualTo(2).allMatch(SimulatedPull::isMerged);
        assertThat(versions()).startsWith("1", "2").doesNotHaveDuplicates();
    }

    @Test
    void the_status_says_what_others_did_since_the_newest_version() throws Exception {
        evolve(pull -> "success");
        BareGitRepository.at(remote)
                .commit(
                        new BranchName("main"),
                        new FileChange.Put(
                                new RepositoryPath("notes/today.md"), FileContent.ofText("Ours.\n"), FileMode.REGULAR));

        Result status = evoforge("status", "--config", configuration);
        Result json = evoforge("status", "--json", "--config", configuration);

        assertThat(status.out())
                // the version's own merge is one of them
                .contains("Since the latest evolution, 2 commits changed 1 file:", "  • notes/today.md")
                .containsPattern("/acme/codec/compare/[0-9a-f]{40}\\.\\.\\.[0-9a-f]{40}");
        assertThat(new JsonMapper()
                        .readTree(json.out())
                        .at("/sinceLatestEvolution/files/0")
                        .asText())
                .isEqualTo("notes/today.md");
    }

    @Test
    void leftovers_are_cleaned_up_and_a_rollback_is_proposed_on_request() throws Exception {
        evolve(pull -> "success", "--set", "delivery.delete-branch=false");

        Result listed = evoforge("cleanup", "--config", configuration);
        String afterList = git(remote, "for-each-ref", "--format=%(refname)", "refs/heads");
        Result asJson = evoforge("cleanup", "--json", "--config", configuration);
        Result cleaned = evoforge("cleanup", "--yes", "--config", configuration);
        Result nothing = evoforge("cleanup", "--config", configuration);
        Result proposed = evoforge("rollback", "v1", "--reason", "too slow", "--config", configuration);
        repository.reportStatus("codec/rollback-v2-to-v1", "build", "success", CLOCK.instant());
        Result rolledBack = evoforge("rollback", "v1", "--config", configuration);

        assertThat(listed.code()).as(listed.error()).isZero();
        assertThat(listed.out()).contains("stale", "codec/v1: 'main' has v1 already", "codec/v2", "cleanup --yes");
        assertThat(DescribedJson.assertDescribed("cleanup", asJson.out())).hasSize(2);
        assertThat(afterList.lines()).hasSize(3);
        assertThat(cleaned.out()).contains("deleted  codec/v1").contains("deleted  codec/v2");
        assertThat(nothing.code()).isEqualTo(3);
        assertThat(proposed.code()).as(proposed.out()).isEqualTo(5);
        assertThat(proposed.error()).contains("rollback to v1 is under way", "not finished: 'build'");
        assertThat(rolledBack.code()).as(rolledBack.error()).isZero();
        assertThat(repository.pulls()).hasSize(3).allMatch(SimulatedPull::isMerged);
        assertThat(repository.pulls().get(2).body()).contains("too slow");
        assertThat(git(remote, "show", "main:" + SOURCE)).isEqualTo(git(remote, "show", "codec-v1:" + SOURCE));
        assertThat(git(remote, "for-each-ref", "--format=%(refname)", "refs/heads")
                        .strip())
                .isEqualTo("refs/heads/main");
    }

    @Test
    void cleanup_without_a_host_says_what_to_choose() {
        Result refused = evoforge("cleanup", "--set", "state.directory=" + directory.resolve("none"));

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error()).contains("commit.strategy 'local' works without one", "'push'", "'github-...'");
    }

    /** One more candidate, with a build machine at work. */
    private Result evolve(Function<SimulatedPull, String> verdict, String... more) {
        Object[] arguments = new Object[5 + more.length];
        List<Object> first = List.of("evolve", "--config", configuration, "-n", 1);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i < first.size() ? first.get(i) : more[i - first.size()];
        }
        SimulatedCi machine = SimulatedCi.ofPulls(repository, "build", verdict, CLOCK);
        try {
            return evoforge(arguments);
        } finally {
            machine.close();
        }
    }

    /** The numbers of the versions on the base branch, oldest first. */
    private List<String> versions() throws Exception {
        return git(
                        remote,
                        "log",
                        "--reverse",
                        "--topo-order",
                        "--format=%(trailers:key=Codec-Version,valueonly,separator=%x2C)",
                        "main")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
