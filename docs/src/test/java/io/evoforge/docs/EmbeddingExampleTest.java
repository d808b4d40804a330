package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.testkit.evolution.Evolutions;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublicationResult;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five lines of the README: commit an improvement safely, without Guice, AWS or a framework. */
class EmbeddingExampleTest {
    @TempDir
    private Path directory;

    @Test
    void an_evolution_is_committed_and_pushed() throws Exception {
        Path bare = directory.resolve("remote.git");
        assertThat(run("git", "init", "-q", "--bare", "-b", "main", bare.toString()))
                .isEmpty();
        Path state = directory.resolve("state");
        RepositoryUrl remote = new RepositoryUrl("file://" + bare);
        Map<String, String> environment = Map.of();
        Evolution evolution = Evolutions.evolution(1).build();

        // tag::embedding[]
        var credentials = new EnvironmentCredentialSource(environment, "GITHUB_");
        try (var git = new JGitVersionControl(JGitSettings.remote(state, remote), credentials, Clock.systemUTC())) {
            var settings = PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH);
            PublicationResult result = new EvolutionPublisher(git, settings, Clock.systemUTC()).publish(evolution);
            System.out.println(result.commitId() + " " + result.error());
        }
        // end::embedding[]

        assertThat(run("git", "--git-dir", bare.toString(), "log", "--format=%s", "main"))
                .isEqualTo("Seed codec - v1\n");
    }

    @Test
    void the_readme_shows_exactly_this_code() throws Exception {
        Path source = Path.of("src/test/java/io/evoforge/docs/EmbeddingExampleTest.java");
        String example =
                String.join("\n", between(Files.readAllLines(source).stream())).stripIndent();

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "\n```");
    }

    private static java.util.List<String> between(Stream<String> lines) {
        return lines.dropWhile(line -> !line.contains("// tag::embedding[]"))
                .skip(1)
                .takeWhile(line -> !line.contains("// end::embedding[]"))
                .toList();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
