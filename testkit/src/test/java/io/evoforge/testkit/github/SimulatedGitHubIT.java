package io.evoforge.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.testkit.versioncontrol.GitProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatedGitHubIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DATE = "2026-05-04T12:00:00+02:00";

    @TempDir
    Path directory;

    private SimulatedGitHub github;
    private SimulatedRepository repository;
    private String token;
    private HttpClient client;

    @BeforeEach
    void start() {
        github = SimulatedGitHub.start(directory, Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC));
        repository = github.createRepository("acme", "codec");
        token = github.accounts().classicToken("ada");
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void a_commit_made_of_blob_tree_commit_and_ref_is_there_for_plain_git() {
        seed();
        JsonNode tip = get("/branches/main").path("commit");
        String baseTree = tip.path("commit").path("tree").path("sha").asText();

        String blob = send("POST", "/git/blobs", "{'content':'AAEC','encoding':'base64'}", 201)
                .path("sha")
                .asText();
        String tree = send(
                        "POST",
                        "/git/trees",
                        "{'base_tree':'" + baseTree + "','tree':["
                                + "{'path':'run.sh','mode':'100755','type':'blob','content':'echo'},"
                                + "{'path':'b/data','mode':'100644','type':'blob','sha':'" + blob + "'},"
                                + "{'path':'README.md','mode':'100644','type':'blob','sha':null}]}",
                        201)
                .path("sha")
                .asText();
        String who = "{'name':'Ada','email':'ada@example.org','date':'" + DATE + "'}";
        String commit = send(
                        "POST",
                        "/git/commits",
                        "{'message':'Change','tree':'" + tree + "','parents':['"
                                + tip.path("sha").asText() + "'],'author':" + who + ",'committer':" + who + "}",
                        201)
                .path("sha")
                .asText();
        send("PATCH", "/git/refs/heads/main", "{'sha':'" + commit + "','force':false}", 200);

        assertThat(git("rev-parse", "main")).isEqualTo(commit);
        assertThat(git("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"))
                .isEqualTo("100644 b/data\n100755 run.sh");
        assertThat(git("log", "-1", "--format=%an <%ae> %aI %s", "main"))
                .isEqualTo("Ada <ada@example.org> " + DATE + " Change");
        assertThat(git("fsck", "--full")).isEmpty();
    }

    @Test
    void an_empty_repository_takes_its_first_commit_through_contents_only() {
        assertThat(send("POST", "/git/blobs", "{'content':'x'}", 409)
                        .path("message")
                        .asText())
                .isEqualTo("Git Repository is empty.");

        seed();

        assertThat(git("rev-list", "--count", "main")).isEqualTo("1");
    }

    @Test
    void a_commit_by_graphql_needs_the_head_it_expects() {
        seed();
        String head = git("rev-parse", "main");
        String query = "mutation($input: CreateCommitOnBranchInput!) {"
                + " createCommitOnBranch(input: $input) { commit { oid } } }";
        String input = "{'branch':{'repositoryNameWithOwner':'acme/codec','branchName':'main'},"
                + "'expectedHeadOid':'" + head + "','message':{'headline':'One','body':'two'},"
                + "'fileChanges':{'additions':[{'path':'a.txt','contents':'aGk='}],'deletions':[]}}";
        String body = "{'query':'" + query + "','variables':{'input':" + input + "}}";

        JsonNode first = graphQl(body);
        JsonNode second = graphQl(body);

        assertThat(first.at("/data/createCommitOnBranch/commit/oid").asText()).isEqualTo(git("rev-parse", "main"));
        assertThat(git("log", "-1", "--format=%B", "main")).isEqualTo("One\n\ntwo");
        assertThat(second.at("/errors/0/type").asText()).isEqualTo("STALE_DATA");
    }

    @Test
    void references_change_all_or_none_and_only_from_the_value_that_was_named() {
        seed();
        String head = git("rev-parse", "main");
        String zero = "0".repeat(40);
        String template = "{'query':'mutation($input: UpdateRefsInput!) { updateRefs(input: $input)"
                + " { clientMutationId } }','variables':{'input':{'repositoryId':'R_simulated1','refUpdates':["
                + "{'name':'refs/heads/other','beforeOid':'%s','afterOid':'" + head + "'},"
                + "{'name':'refs/tags/v1','beforeOid':'" + zero + "','afterOid':'" + head + "'}]}}}";

        JsonNode stale = graphQl(String.format(template, head));
        String afterStale = git("for-each-ref", "--format=%(refname)");
        JsonNode good = graphQl(String.format(template, zero));

        assertThat(stale.path("errors")).hasSize(1);
        assertThat(afterStale).isEqualTo("refs/heads/main");
        assertThat(good.has("errors")).isFalse();
        assertThat(git("for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/main\nrefs/heads/other\nrefs/tags/v1");
    }

    @Test
    void text_pasted_into_a_query_does_not_parse() {
        JsonNode reply = graphQl("{'query':'query { repository(owner: \\\"a\\\" }) { id }'}");

        assertThat(reply.at("/errors/0/message").asText()).startsWith("Parse error");
    }

    @Test
    void a_pull_request_is_opened_once() {
        seed();
        branch("evolution/v1");
        String body = "{'title':'t','head':'evolution/v1','base':'main','body':'b','draft':true}";

        JsonNode opened = send("POST", "/pulls", body, 201);
        JsonNode again = send("POST", "/pulls", body, 422);

        assertThat(opened.path("number").asInt()).isEqualTo(1);
        assertThat(opened.path("draft").asBoolean()).isTrue();
        assertThat(again.at("/errors/0/message").asText())
                .isEqualTo("A pull request already exists for acme:evolution/v1.");
        assertThat(repository.pulls()).hasSize(1);
    }

    @Test
    void a_body_that_githubs_schema_does_not_allow_is_refused() {
        seed();

        JsonNode reply =
                send("POST", "/git/trees", "{'tree':[{'path':'a','mode':'100664','type':'blob','content':''}]}", 422);

        assertThat(reply.path("message").asText()).contains("100664");
    }

    @Test
    void a_token_without_a_permission_meets_what_github_says_to_its_kind() {
        seed();
        String body = "{'content':'x'}";
        String classic = github.accounts().classicToken("eve", Set.of());
        String fineGrained = github.accounts().fineGrainedToken("eve", Set.of(), Set.of("acme/codec"));

        assertThat(send(classic, "POST", "/repos/acme/codec/git/blobs", body).statusCode())
                .isEqualTo(404);
        HttpResponse<String> refused = send(fineGrained, "POST", "/repos/acme/codec/git/blobs", body);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-Accepted-GitHub-Permissions"))
                .hasValue("contents=write");
        assertThat(send("ghp_nobody", "GET", "/repos/acme/codec", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_renamed_repository_redirects_readers_and_writers_in_githubs_way() {
        repository.rename("codec2");

        HttpResponse<String> read = send(token, "GET", "/repos/acme/codec", "");
        HttpResponse<String> write = send(token, "POST", "/repos/acme/codec/git/blobs", "{'content':'x'}");

        assertThat(List.of(read.statusCode(), write.statusCode())).containsExactly(301, 307);
        assertThat(write.headers().firstValue("Location")).hasValue(github.apiUrl() + "/repositories/1/git/blobs");
    }

    @Test
    void a_fault_strikes_the_request_it_is_meant_for_before_or_after_its_effect() {
        seed();
        github.faults().on("/git/refs", 1, Fault.drop().afterProcessing());
        github.faults().on("/git/blobs", 1, Fault.answer(502, "Server Error"));
        String head = git("rev-parse", "main");

        assertThatThrownBy(() -> send(
                        token, "POST", "/repos/acme/codec/git/refs", "{'ref':'refs/heads/b','sha':'" + head + "'}"))
                .hasRootCauseInstanceOf(IOException.class);
        JsonNode refused = send("POST", "/git/blobs", "{'content':'x'}", 502);

        assertThat(git("rev-parse", "b")).isEqualTo(head);
        assertThat(refused.path("message").asText()).isEqualTo("Server Error");
        assertThat(github.faults().struck()).isEqualTo(2);
    }

    @Test
    void a_limit_that_is_used_up_is_answered_as_github_does() {
        seed();
        github.rateLimits().setSecondaryLimits(2, 500);

        send("POST", "/git/blobs", "{'content':'x'}", 201);
        JsonNode refused = send("POST", "/git/blobs", "{'content':'y'}", 403);

        assertThat(refused.path("message").asText()).startsWith("You have exceeded a secondary rate limit");
        assertThat(github.rateLimits().refused()).isEqualTo(1);
    }

    @Test
    void a_request_that_it_does_not_know_fails_and_is_named_at_the_end() throws IOException {
        SimulatedGitHub other = SimulatedGitHub.start(directory, Clock.systemUTC());
        String bearer = other.accounts().classicToken("ada");

        int status = send(bearer, "GET", other.apiUrl() + "/gists", "").statusCode();

        assertThat(status).isEqualTo(501);
        assertThatThrownBy(other::close).isInstanceOf(AssertionError.class).hasMessageContaining("GET /gists");
    }

    @Test
    void git_fetches_any_commit_by_its_id_and_is_told_of_one_that_is_not_there() {
        seed();
        String first = git("rev-parse", "main");
        send("PUT", "/contents/more.txt", "{'message':'More','content':'aGk='}", 201);
        String unknown = "0123456789abcdef0123456789abcdef01234567";
        String url = github.repositoryUrl(repository).toString();
        String login = "http.extraHeader=Authorization: Bearer " + token;
        new GitProgram(directory).run("init", "--quiet", "--bare", "clone.git");
        GitProgram clone = new GitProgram(directory.resolve("clone.git"));

        clone.run("-c", login, "fetch", "--quiet", "--depth=1", url, first);

        assertThat(clone.run("rev-parse", "FETCH_HEAD")).isEqualTo(first);
        assertThatThrownBy(() -> clone.run("-c", login, "fetch", "--quiet", "--depth=1", url, unknown))
                .hasMessageContaining("not our ref " + unknown);
    }

    private void seed() {
        send(
                "PUT",
                "/contents/README.md",
                "{'message':'First','content':'"
                        + Base64.getEncoder().encodeToString("hello\n".getBytes(StandardCharsets.UTF_8)) + "'}",
                201);
    }

    private void branch(String name) {
        send("POST", "/git/refs", "{'ref':'refs/heads/" + name + "','sha':'" + git("rev-parse", "main") + "'}", 201);
        send("PUT", "/contents/more.txt", "{'message':'More','content':'aGk=','branch':'" + name + "'}", 201);
    }

    private JsonNode get(String path) {
        return send("GET", path, "", 200);
    }

    private JsonNode graphQl(String body) {
        return parse(send(token, "POST", "/graphql", body).body());
    }

    private JsonNode send(String method, String path, String body, int expectedStatus) {
        HttpResponse<String> response = send(token, method, "/repos/acme/codec" + path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(expectedStatus);
        return parse(response.body());
    }

    private HttpResponse<String> send(String bearer, String method, String path, String body) {
        String url = path.startsWith("http") ? path : github.apiUrl() + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + bearer)
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private String git(String... arguments) {
        try {
            List<String> command = new java.util.ArrayList<>(
                    List.of("git", "-C", repository.directory().toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output.strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
