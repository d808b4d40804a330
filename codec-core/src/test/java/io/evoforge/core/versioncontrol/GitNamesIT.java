package io.evoforge.core.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our rules for names against those of the {@code git} program. */
class GitNamesIT {
    private static final String EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    @TempDir
    private Path directory;

    @BeforeEach
    void needs_git() throws Exception {
        boolean installed;
        try {
            installed = git("init", "-q") == 0;
        } catch (IOException e) {
            installed = false;
        }
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(installed).as("git is on the path").isTrue();
        }
        assumeThat(installed).as("git is on the path").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "evolution/v7",
                "a.b",
                "{a}",
                "feature/#12",
                "a@b",
                "HEADS",
                "a.lock.b",
                "refs",
                "HEAD",
                "-a",
                "a b",
                "a..b",
                "a.",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a//b",
                "/a",
                "a/",
                "a@{1}",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "[a",
                "a\\b",
                "a\nb",
                "a\u007f"
            })
    void git_takes_a_branch_exactly_if_we_do(String name) throws Exception {
        // the plain check of a full name lets pass what cannot be used as a branch, --branch looks for that
        boolean git =
                git("check-ref-format", "--branch", name) == 0 && git("check-ref-format", "refs/heads/" + name) == 0;

        assertThat(accepts(() -> new BranchName(name))).isEqualTo(git);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b.c",
                ".gitignore",
                ".github/workflows/build.yml",
                "git/config",
                "a..b",
                "_/-",
                ".git/config",
                ".GIT/config",
                "a/.git/config",
                "git~1/config",
                ".git./config",
                ".git /config",
                ".git::$INDEX_ALLOCATION/a",
                ".g\u200cit/config",
                "../a",
                "a/../b",
                "./a",
                "a//b",
                "/a",
                "a/",
                "nul.txt",
                "a/con"
            })
    void a_path_that_we_take_is_taken_by_git_on_every_system(String path) throws Exception {
        boolean git = git(
                        "-c",
                        "core.protectNTFS=true",
                        "-c",
                        "core.protectHFS=true",
                        "update-index",
                        "--add",
                        "--cacheinfo",
                        "100644," + EMPTY_BLOB + "," + path)
                == 0;

        // ours are stricter: git on this system lets devices of Windows pass, for instance
        if (accepts(() -> new RepositoryPath(path))) {
            assertThat(git).isTrue();
        }
        if (!git) {
            assertThat(accepts(() -> new RepositoryPath(path))).isFalse();
        }
    }

    private static boolean accepts(Runnable constructor) {
        try {
            constructor.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private int git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("git ended in time").isTrue();
        return process.exitValue();
    }
}
