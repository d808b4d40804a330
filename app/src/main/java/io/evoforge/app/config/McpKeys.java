package io.evoforge.app.config;

import io.evoforge.tools.ToolRight;
import java.util.List;

/** The keys {@code mcp.*}. */
final class McpKeys {
    static final ConfigKey<List<ToolRight>> RIGHTS = new ConfigKey<>(
            "mcp.rights",
            "read, evaluate, propose, publish",
            "What the tools of 'mcp' may do: read, evaluate, propose, publish, rollback, control (pause and resume the"
                    + " run). A caller never chooses repository, branch, box or thresholds.",
            Parsers.list(ToolRight::ofConfigurationName));

    static final List<ConfigKey<?>> ALL = List.of(RIGHTS);

    private McpKeys() {}
}
