package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.ChangesetBuilder;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/how-to/embed.md that uses the adapter without the publisher. */
class VersionControlExampleTest {
    @TempDir
    private Path directory;

    @Test
    void a_changeset_is_committed_and_pushed_once_however_often_it_is_tried() {
        BareGitRepository bare = BareGitRepository.create(directory.resolve("remote.git"));
        RepositoryUrl remote = new RepositoryUrl("file://" + bare.path());
        Changeset changeset =
                ChangesetBuilder.aChangeset().put("notes.md", "Hello\n").build();

        publish(directory.resolve("state"), remote, changeset);
        publish(directory.resolve("state"), remote, changeset);
        publish(directory.resolve("another-state"), remote, changeset);

        assertThat(bare.log(changeset.branch())).hasSize(1);
    }

    private static void publish(Path state, RepositoryUrl remote, Changeset changeset) {
        CredentialSource credentials = new EnvironmentCredentialSource(Map.of(), "GITHUB_");
        // tag::embedding[]
        try (var git = new JGitVersionControl(JGitSettings.remote(state, remote), credentials, Clock.systemUTC())) {
            var tip = git.status(changeset.branch(), 0).tip();
            CommitOutcome committed = git.commit(changeset.on(tip));
            PushOutcome pushed = git.push(changeset.branch(), MergeDriver.NONE);
            System.out.println(committed + " " + pushed);
        }
        // end::embedding[]
    }

    @Test
    void the_page_shows_exactly_this_code() throws Exception {
        List<String> example =
                Files.readAllLines(Path.of("src/test/java/io/evoforge/docs/VersionControlExampleTest.java")).stream()
                        .dropWhile(line -> !line.contains("// tag::embedding[]"))
                        .skip(1)
                        .takeWhile(line -> !line.contains("// end::embedding[]"))
                        .map(line -> line.substring(8))
                        .toList();

        assertThat(Files.readString(Path.of("../docs/how-to/embed.md")))
                .contains("```java\n" + String.join("\n", example) + "\n```");
    }
}
