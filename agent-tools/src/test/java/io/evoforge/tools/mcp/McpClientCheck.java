package io.evoforge.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;

/** What the SDK's client finds, whatever the transport. */
final class McpClientCheck {
    private McpClientCheck() {}

    static void everything(McpSyncClient client) {
        client.initialize();
        tools(client);
        calls(client);
        resources(client);
        prompts(client);
    }

    private static void tools(McpSyncClient client) {
        Map<String, Tool> tools =
                client.listTools().tools().stream().collect(Collectors.toMap(Tool::name, tool -> tool));
        assertThat(tools)
                .containsOnlyKeys(
                        "repository_status",
                        "latest_evolutions",
                        "show_evolution",
                        "run_status",
                        "evaluate_candidate",
                        "propose_candidate",
                        "commit_latest",
                        "commit_and_push_latest",
                        "push_commits",
                        "open_pull_request",
                        "rollback",
                        "pause_run",
                        "resume_run");
        assertThat(hints(tools, "repository_status").readOnlyHint()).isTrue();
        assertThat(hints(tools, "commit_and_push_latest").readOnlyHint()).isFalse();
        assertThat(hints(tools, "commit_and_push_latest").destructiveHint()).isFalse();
        assertThat(hints(tools, "rollback").destructiveHint()).isTrue();
        assertThat(tools.values()).allSatisfy(tool -> {
            assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
            assertThat(String.valueOf(tool.inputSchema().get("properties")))
                    .doesNotContain("branch=", "force=", "repository=", "threshold=", "level=");
        });
    }

    private static ToolAnnotations hints(Map<String, Tool> tools, String name) {
        return Objects.requireNonNull(tools.get(name)).annotations();
    }

    private static void calls(McpSyncClient client) {
        CallToolResult status = call(client, "repository_status", Map.of());
        CallToolResult committed = call(client, "commit_and_push_latest", Map.of());
        CallToolResult measured = call(client, "evaluate_candidate", Map.of("source", "class C {} // bits=0.5"));
        CallToolResult missing = call(client, "show_evolution", Map.of("version", 99));
        CallToolResult wrong = call(client, "show_evolution", Map.of("version", "two"));
        CallToolResult sneaky = call(client, "commit_and_push_latest", Map.of("force", true));

        assertThat(status.isError()).isFalse();
        assertThat(status.structuredContent())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("branch", "main")
                .containsEntry("totalCommits", 1);
        assertThat(text(committed)).contains("\"version\" : \"v2\"", "\"isNew\" : true");
        assertThat(text(measured)).contains("\"betterThanChampion\" : ");
        assertThat(missing.isError()).isTrue();
        assertThat(text(missing)).startsWith("NOT_FOUND: There is no v99");
        assertThat(wrong.isError()).isTrue();
        assertThat(sneaky.isError()).isTrue();
        assertThatThrownBy(() -> call(client, "format_disk", Map.of())).hasMessageContaining("Unknown tool");
        assertThat(call(client, "run_status", Map.of()).isError()).isFalse();
    }

    private static void resources(McpSyncClient client) {
        assertThat(client.listResources().resources())
                .extracting(McpSchema.Resource::uri)
                .contains("evoforge://commits", "evoforge://metrics", "evoforge://charts/bitrate.svg");
        assertThat(read(client, "evoforge://commits")).contains("\"version\" : \"v2\"");
        assertThat(read(client, "evoforge://metrics")).contains("bitrateMbps");
        assertThat(read(client, "evoforge://charts/bitrate.svg"))
                .startsWith("<svg")
                .contains("v2");
        assertThat(read(client, "evoforge://evolutions/2/source")).contains("final class EvolvedCodec");
        assertThatThrownBy(() -> read(client, "evoforge://evolutions/77")).hasMessageContaining("There is no v77");
    }

    private static void prompts(McpSyncClient client) {
        assertThat(client.listPrompts().prompts())
                .extracting(McpSchema.Prompt::name)
                .containsExactlyInAnyOrder("improve_codec", "report_progress");
        assertThat(client.getPrompt(GetPromptRequest.builder("improve_codec").build())
                        .messages())
                .hasSize(1);
    }

    static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static String read(McpSyncClient client, String uri) {
        return ((TextResourceContents)
                        client.readResource(ReadResourceRequest.builder(uri).build())
                                .contents()
                                .get(0))
                .text();
    }
}
