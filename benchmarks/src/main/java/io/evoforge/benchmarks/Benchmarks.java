package io.evoforge.benchmarks;

import java.io.PrintStream;
import java.util.List;

/** Runs the topics named on the command line, or lists them all. */
public final class Benchmarks {
    private static final List<Topic> TOPICS = List.of(
            new BoxTopic(),
            new CascadeTopic(),
            new CommitTopic(),
            new EngineTopic(),
            new GitHubTopic(),
            new LaneTopic(),
            new MetricsTopic(),
            new PushTopic());

    private Benchmarks() {}

    /** Exits with 2 if a name is not that of a topic. */
    public static void main(String[] names) throws Exception {
        PrintStream out = System.out;
        if (names.length == 0) {
            out.println("Name one or more topics:");
            TOPICS.forEach(topic -> out.printf("  %-12s %s%n", topic.name(), topic.description()));
            return;
        }
        for (String name : names) {
            if (TOPICS.stream().noneMatch(topic -> topic.name().equals(name))) {
                System.err.println("There is no topic '" + name + "'. Run without arguments to see all.");
                System.exit(2);
            }
        }
        out.printf(
                "JDK %s, %s %s, %d processors%n",
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        for (String name : names) {
            for (Topic topic : TOPICS) {
                if (topic.name().equals(name)) {
                    out.printf("%n%s: %s%n", topic.name(), topic.description());
                    topic.run(out);
                }
            }
        }
    }
}
