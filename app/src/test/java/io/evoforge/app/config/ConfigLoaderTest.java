package io.evoforge.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.search.BestOfN;
import io.evoforge.llm.langchain4j.ModelPrice;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.message.ProposalTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void without_anything_set_every_key_has_its_default() throws IOException {
        AppConfig config = load("", Map.of(), Map.of());

        assertThat(config.stateDirectory()).isEqualTo(Path.of(".evoforge"));
        assertThat(config.run().seed()).isEqualTo(1);
        assertThat(config.evaluator().sandbox().qualities()).containsExactly(20, 35, 50, 65, 80);
        assertThat(config.commit().strategy()).isEqualTo(CommitStrategy.LOCAL);
        assertThat(config.commit().branch()).isEqualTo(new BranchName("main"));
        assertThat(config.commit().tags()).isEqualTo(TagRule.MAJORS);
    }

    @Test
    void a_flag_wins_over_the_environment_and_the_environment_over_the_file() throws IOException {
        String file = "commit: {branch: from-file}\nrun: {seed: 5, generations: 7}\n";
        Map<String, String> environment =
                Map.of("EVOFORGE_COMMIT_BRANCH", "from-environment", "EVOFORGE_RUN_SEED", "6", "PATH", "/bin");

        AppConfig config = load(file, environment, Map.of("commit.branch", "from-flag"));

        assertThat(config.commit().branch().value()).isEqualTo("from-flag");
        assertThat(config.run().seed()).isEqualTo(6);
        assertThat(config.run().generations()).isEqualTo(7);
    }

    @Test
    void a_list_can_be_written_as_a_list_or_with_commas() throws IOException {
        AppConfig list = load("evaluator: {qualities: [10, 30, 60, 90]}", Map.of(), Map.of());
        AppConfig commas = load("evaluator: {qualities: '10, 30, 60, 90'}", Map.of(), Map.of());

        assertThat(list.evaluator().sandbox().qualities()).isEqualTo(List.of(10, 30, 60, 90));
        assertThat(commas.evaluator().sandbox().qualities())
                .isEqualTo(list.evaluator().sandbox().qualities());
    }

    @Test
    void an_item_of_a_list_may_hold_commas() throws IOException {
        AppConfig config = load("video.files: ['park, by night.y4m', street.y4m]", Map.of(), Map.of());
        AppConfig alone = load("video.files: ['park, by night.y4m']", Map.of(), Map.of());

        assertThat(config.videoFiles()).containsExactly(Path.of("park, by night.y4m"), Path.of("street.y4m"));
        assertThat(alone.videoFiles()).containsExactly(Path.of("park, by night.y4m"));
        assertThatThrownBy(() -> load("mcp.rights: ['read, all', write]", Map.of(), Map.of()))
                .hasMessageContaining("mcp.rights was 'read, all write' (evoforge.yaml) but");
        assertThatThrownBy(() -> load("commit.author-name: ['Smith, Jo', Doe]", Map.of(), Map.of()))
                .hasMessageContaining("commit.author-name was 'Smith, Jo Doe' (evoforge.yaml) but must be one text");
    }

    @Test
    void all_faults_are_reported_at_once() {
        String file = "run: {seed: many, generations: 0}\ncommit: {strategy: telepathy, brunch: main}\n";

        assertThatThrownBy(() -> load(file, Map.of("EVOFORGE_NO_SUCH_KEY", "1"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("run.seed was 'many' (evoforge.yaml) but must be a whole number")
                .hasMessageContaining("run.generations was '0'")
                .hasMessageContaining("commit.strategy was 'telepathy'")
                .hasMessageContaining("commit.brunch (evoforge.yaml) is no key")
                .hasMessageContaining("did you mean 'commit.branch'?")
                .hasMessageContaining("EVOFORGE_NO_SUCH_KEY");
    }

    @Test
    void a_section_that_is_there_twice_is_a_fault_since_one_of_the_two_would_be_lost() {
        String file = "commit: {branch: evolved}\nrun: {seed: 5}\ncommit: {author-name: Somebody}\n";

        assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("evoforge.yaml, line 3")
                .hasMessageContaining("Duplicate field 'commit'");
    }

    @Test
    void pushing_without_a_remote_is_a_fault() {
        assertThatThrownBy(() -> load("", Map.of(), Map.of("commit.strategy", "push")))
                .hasMessageContaining("commit.remote is not set")
                .hasMessageContaining("set it to the URL of your repository");
    }

    @Test
    void an_ssh_remote_needs_a_key_and_known_hosts() throws IOException {
        Map<String, String> remote =
                Map.of("commit.strategy", "push", "commit.remote", "ssh://git@github.com/acme/codec.git");

        assertThatThrownBy(() -> load("", Map.of(), remote))
                .hasMessageContaining("commit.ssh-key is not set")
                .hasMessageContaining("commit.ssh-known-hosts is not set");

        AppConfig config = load("commit: {ssh-key: key, ssh-known-hosts: hosts}", Map.of(), remote);
        assertThat(config.commit().sshKey()).contains(Path.of("key"));
        assertThat(config.commit().sshKnownHosts()).contains(Path.of("hosts"));
    }

    @Test
    void a_remote_with_a_token_inside_is_refused_without_printing_it() {
        assertThatThrownBy(
                        () -> load("", Map.of(), Map.of("commit.remote", "https://me:s3cr3t-t0ken@github.com/a/b.git")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("commit.remote")
                .hasMessageNotContaining("s3cr3t-t0ken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    push            | https://gitlab.example/a/b.git     | host 'gitlab.example' is not among the allowed ones
                    push            | https://github.com.evil.org/a/b    | host 'github.com.evil.org' is not among the allowed
                    push            | http://github.com/a/b.git          | http sends the token in the clear
                    github-git-data | file:///srv/codec.git              | repositories in files are not allowed
                    github-graphql  | https://github.com/only-an-owner   | its path is not an owner and a name
                    pull-request    | https://127.0.0.1:8443/a/b/c.git   | names no repository on GitHub
                    pull-request    | ssh://git@github.com/a/b.git       | write it as https://github.com/owner/name.git
                    """)
    void a_remote_where_the_token_must_not_go_is_a_fault(String strategy, String remote, String fault) {
        Map<String, String> flags = Map.of("commit.strategy", strategy, "commit.remote", remote);

        assertThatThrownBy(() -> load("", Map.of(), flags))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("commit.remote")
                .hasMessageContaining(fault);
    }

    @Test
    void a_host_of_ones_own_is_allowed_by_naming_it() throws IOException {
        AppConfig config = load(
                "commit: {hosts: [github.com, 'git.example.org:8443']}",
                Map.of(),
                Map.of("commit.strategy", "github-git-data", "commit.remote", "https://git.example.org:8443/a/b.git"));

        assertThat(config.commit().remote()).isPresent();
    }

    @Test
    void a_fallback_to_pull_requests_needs_a_strategy_that_has_them() {
        Map<String, String> flags = Map.of(
                "commit.strategy", "push",
                "commit.remote", "https://github.com/a/b.git",
                "commit.pull-request-when-protected", "true");

        assertThatThrownBy(() -> load("", Map.of(), flags))
                .hasMessageContaining("commit.pull-request-when-protected")
                .hasMessageContaining("choose 'github-git-data'");
    }

    @Test
    void delivery_by_pull_request_is_configured_whole() throws IOException {
        AppConfig config = load("""
                commit: {strategy: github-git-data, remote: "https://github.com/a/b.git", major-threshold-percent: 5}
                delivery:
                  policy: pull-request
                  merge: squash
                  branch-pattern: codec/{version}
                  title: "Codec {version}"
                  body: '{summary}\\n{metrics}'
                  required-checks: [build, lint]
                  checks-deadline: 20m
                  delete-branch: false
                """, Map.of(), Map.of());

        DeliverySettings delivery = config.delivery();
        assertThat(delivery.policy()).isEqualTo(DeliveryPolicy.PULL_REQUEST);
        assertThat(delivery.merge()).isEqualTo(MergeMethod.SQUASH);
        assertThat(delivery.branchPattern()).isEqualTo("codec/{version}");
        assertThat(delivery.template()).isEqualTo(new ProposalTemplate("Codec {version}", "{summary}\n{metrics}"));
        assertThat(delivery.checks().required()).containsExactly("build", "lint");
        assertThat(delivery.checks().deadline()).isEqualTo(Duration.ofMinutes(20));
        assertThat(delivery.deleteBranch()).isFalse();
        assertThat(config.commit().majorPercent()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        github-git-data | policy          | telepathy           | 'telepathy' is no delivery policy; choose one of direct,
        local           | policy          | pull-request        | leaves versions on this machine
        pull-request    | policy          | direct-with-checks  | opens a pull request for each version
        github-git-data | merge           | squash              | opens no pull requests to merge
        github-git-data | merge           | octopus             | must be one of none, merge, squash, rebase
        github-git-data | branch-pattern  | evolution           | needs {version} in it
        github-git-data | branch-pattern  | a..b/{version}      | delivery.branch-pattern was 'a..b/{version}'
        github-git-data | title           | Codec {vrsion}      | knows no placeholder '{vrsion}'; there are {version},
        github-git-data | body            | {secret}            | knows no placeholder '{secret}'
        github-git-data | checks-deadline | 30s                 | must be longer than the time for them to report
        github-git-data | checks-deadline | soon                | must be a duration such as 30s, 5m or 2h
        github-git-data | poll            | 0s                  | must be a duration
        """)
    void a_delivery_that_cannot_be_is_a_fault(String strategy, String key, String value, String fault) {
        Map<String, String> flags = Map.of(
                "commit.strategy", strategy, "commit.remote", "https://github.com/a/b.git", "delivery." + key, value);

        assertThatThrownBy(() -> load("", Map.of(), flags))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery." + key.substring(0, 3))
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://git.example.org/a/b.git | pull-request         | is not on github.com
        https://github.com/a/b/c.git    | pull-request         | names no repository on GitHub
        ssh://github.com/a/b.git        | direct-with-checks   | is for git alone
        file:///srv/codec.git           | pull-request         | is for git alone
        """)
    void git_pushes_to_a_host_without_an_interface_only_what_needs_none(String remote, String policy, String fault) {
        assertThatThrownBy(() -> load("", Map.of(), pushing(remote, policy)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery.policy is '" + policy + "' but commit.remote '" + remote)
                .hasMessageContaining(fault)
                .hasMessageContaining("or choose 'direct' or 'branch-per-evolution'");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/a/b.git, branch-per-evolution, false",
        "file:///srv/codec.git, branch-per-evolution, false",
        "https://github.com/a/b.git, branch-per-evolution, true",
        "https://github.com/a/b.git, pull-request, true",
        "https://github.com/a/b.git, direct-with-checks, true"
    })
    void git_pushes_what_the_policy_wants_where_that_can_be(String remote, String policy, boolean hasHost)
            throws IOException {
        AppConfig config = load("", Map.of(), pushing(remote, policy));

        assertThat(config.delivery().policy().configurationName()).isEqualTo(policy);
        assertThat(config.hasHost()).isEqualTo(hasHost);
    }

    @Test
    void an_enterprise_server_is_known_by_the_address_of_its_interface() throws IOException {
        Map<String, String> flags = new HashMap<>(pushing("https://git.example.org/a/b.git", "pull-request"));
        flags.put("credentials.github-api", "https://git.example.org/api/v3");

        assertThat(load("", Map.of(), flags).hasHost()).isTrue();
    }

    private static Map<String, String> pushing(String remote, String policy) {
        return Map.of(
                "commit.strategy",
                "push",
                "commit.remote",
                remote,
                "commit.hosts",
                "github.com,git.example.org",
                "commit.ssh-key",
                "/nowhere/key",
                "commit.ssh-known-hosts",
                "/nowhere/known_hosts",
                "delivery.policy",
                policy);
    }

    @Test
    void what_makes_a_major_version_is_a_share_of_the_bits() {
        assertThatThrownBy(() -> load("", Map.of(), Map.of("commit.major-threshold-percent", "100")))
                .hasMessageContaining("commit.major-threshold-percent")
                .hasMessageContaining("below 100 %");
    }

    @Test
    void several_models_take_from_the_common_keys_what_they_do_not_set() throws IOException {
        AppConfig config = load("""
                proposer.kind: model
                model: {provider: openai, output-tokens: 900, base-url: "http://localhost:8000/v1", key-environment: MY_KEY}
                models:
                  fast: {name: small, input-price: 1, output-price: 2}
                  deep: {provider: anthropic, name: claude-opus-4-5, base-url: "https://api.anthropic.com/v1/"}
                """, Map.of(), Map.of());

        assertThat(config.proposer().models())
                .extracting(model -> model.settings().name())
                .containsExactly("deep (anthropic/claude-opus-4-5)", "fast (openai/small)");
        assertThat(config.proposer().models()).allSatisfy(model -> {
            assertThat(model.settings().limits().outputTokens()).isEqualTo(900);
            assertThat(model.keyEnvironment()).hasValue("MY_KEY");
        });
        assertThat(config.proposer().models().get(1).settings().price()).isEqualTo(new ModelPrice(1, 2));
    }

    @Test
    void a_key_is_looked_for_only_where_it_belongs() throws IOException {
        AppConfig own = load("", Map.of(), Map.of("model.name", "claude-sonnet-4-5"));
        AppConfig elsewhere = load(
                "",
                Map.of(),
                Map.of("model.name", "claude-sonnet-4-5", "model.base-url", "https://gateway.example/v1"));

        assertThat(own.proposer().models().get(0).keyEnvironment()).hasValue("ANTHROPIC_API_KEY");
        assertThat(elsewhere.proposer().models().get(0).keyEnvironment()).isEmpty();
        assertThatThrownBy(() -> load(
                        "",
                        Map.of(),
                        Map.of(
                                "model.name",
                                "m",
                                "model.base-url",
                                "http://gateway.example/v1",
                                "model.key-file",
                                "k")))
                .hasMessageContaining("in the clear");
    }

    @Test
    void a_budget_in_dollars_needs_the_price_of_every_model() {
        Map<String, String> flags = Map.of(
                "proposer.kind", "model", "model.name", "brand-new", "model.provider", "openai", "budget.dollars", "5");

        assertThatThrownBy(() -> load("", Map.of(), flags))
                .hasMessageContaining("the price of openai/brand-new is not known")
                .hasMessageContaining("input-price");
        assertThatThrownBy(() -> load("", Map.of(), Map.of("proposer.kind", "model")))
                .hasMessageContaining("model.name is not set");
        assertThatThrownBy(() -> load("models: {a: {nmae: x}}", Map.of(), Map.of()))
                .hasMessageContaining("models.a.name is not set")
                .hasMessageContaining("models.a.nmae");
    }

    @Test
    void a_budget_and_a_strategy_become_limits_and_a_search() throws IOException {
        AppConfig config = load(
                "budget: {dollars: 0.01, calls: 7, candidates: 12, hours: 1.5}\n"
                        + "search: {strategy: best-of-n, best-of: 3}",
                Map.of(),
                Map.of());

        RunLimits limits = config.budget().limits(10, 20);
        assertThat(limits).isEqualTo(new RunLimits(12, 7, 10_000, Duration.ofMinutes(90)));
        assertThat(config.search().strategy()).isEqualTo(new BestOfN(3));
        assertThat(config.run().candidatesInFlight()).isEqualTo(1);
    }

    @Test
    void a_file_that_was_named_has_to_exist() {
        assertThatThrownBy(() -> ConfigLoader.load(directory.resolve("missing.yaml"), Map.of(), Map.of()))
                .hasMessageContaining("missing.yaml")
                .hasMessageContaining("evoforge init");
    }

    @Test
    void a_file_that_is_not_yaml_is_named_with_its_line() {
        assertThatThrownBy(() -> load("run: {seed: 1", Map.of(), Map.of()))
                .hasMessageContaining("evoforge.yaml")
                .hasMessageContaining("line");
    }

    @Test
    void the_commented_file_changes_nothing_and_its_keys_can_all_be_uncommented() throws IOException {
        String commented = ConfigTexts.commentedFile();
        String uncommented = commented
                .lines()
                .filter(line -> line.matches("#([a-z]+:|  [a-z-]+: .*)"))
                .map(line -> line.substring(1))
                .reduce("", (text, line) -> text + line + "\n");

        AppConfig defaults = load("", Map.of(), Map.of());

        assertThat(load(commented, Map.of(), Map.of())).isEqualTo(defaults);
        assertThat(load(uncommented, Map.of(), Map.of())).isEqualTo(defaults);
        assertThat(uncommented.lines().filter(line -> line.startsWith("  "))).hasSize(ConfigKeys.ALL.size());
    }

    @Test
    void the_reference_page_is_equal_to_the_code() throws IOException {
        Path page = Path.of("../docs/reference/configuration.md");
        if (Boolean.getBoolean("evoforge.write.docs")) {
            Files.writeString(page, ConfigTexts.referencePage());
        }

        assertThat(page)
                .as("write it anew with: mvn -pl app -am test -Dtest=ConfigLoaderTest -Devoforge.write.docs=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(ConfigTexts.referencePage());
    }

    private AppConfig load(String file, Map<String, String> environment, Map<String, String> flags) throws IOException {
        Path path = directory.resolve("evoforge.yaml");
        Files.writeString(path, file);
        return ConfigLoader.load(path, environment, flags);
    }
}
