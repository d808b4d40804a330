package io.evoforge.tools.mcp;

import static io.evoforge.testkit.evolution.Evolutions.evolution;

import io.evoforge.tools.Bench;

/** A server over standard input and output on a run in memory, as a process of its own. */
final class StdioServerProcess {
    private StdioServerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Bench bench = new Bench()
                .adopted(1, evolution(1).bits(1).build(), evolution(2).build())) {
            McpStdioServer.serve(bench.tools(), new McpSettings("test", 100_000), System.in, System.out);
        }
        System.err.println("the server ended");
    }
}
