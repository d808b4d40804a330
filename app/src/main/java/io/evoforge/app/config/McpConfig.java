package io.evoforge.app.config;

import io.evoforge.tools.ToolRight;
import java.util.List;
import java.util.Set;

/**
 * Keys {@code mcp.*}.
 *
 * @param rights what the tools may do
 * @param port that {@code mcp --http} listens on, or 0 for a free one
 */
public record McpConfig(Set<ToolRight> rights, int port) {
    static final ConfigKey<List<ToolRight>> RIGHTS = new ConfigKey<>(
            "mcp.rights",
            "read, evaluate, propose, publish",
            "What the tools of 'mcp' may do: read, evaluate, propose, publish, rollback, control (pause and resume the"
                    + " run). A caller never chooses repository, branch, box or thresholds.",
            Parsers.list(ToolRight::ofConfigurationName));
    static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "mcp.port",
            "7879",
            "Port of this machine that 'mcp --http' listens on; 0 takes a free one.",
            Parsers.integer(0, 65_535));

    static final List<ConfigKey<?>> ALL = List.of(RIGHTS, PORT);

    public McpConfig {
        rights = Set.copyOf(rights);
    }

    static McpConfig from(ConfigValues values) {
        return new McpConfig(Set.copyOf(values.take(RIGHTS)), values.take(PORT));
    }
}
