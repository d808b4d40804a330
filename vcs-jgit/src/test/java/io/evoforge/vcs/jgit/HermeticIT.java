package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operating system sees of a process that commits and pushes, in the home of a hostile user. */
class HermeticIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final Pattern PATH = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void needsStrace() {
        boolean installed = Files.isExecutable(Path.of("/usr/bin/strace"));
        if (Boolean.parseBoolean(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(installed).as("strace is installed").isTrue();
        }
        assumeThat(installed).as("strace is needed to see the system calls").isTrue();
    }

    @Test
    void no_program_is_started_and_nothing_is_touched_outside_the_state_directory() throws Exception {
        Path home = hostileHome();
        Path state = Files.createDirectories(directory.resolve("state"));
        Path trace = directory.resolve("trace");
        BareGitRepository bare = BareGitRepository.create(directory.resolve("served/remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));

        try (SmartHttpGitServer server = SmartHttpGitServer.start(
                directory.resolve("served"), FixedCredentials.USERNAME, FixedCredentials.TOKEN)) {
            run(home, trace, server, state);
        }

        assertThat(bare.log(MAIN)).hasSize(3);
        assertThat(bare.log(MAIN).get(0).author().name()).isEqualTo("one");
        List<String> calls = Files.readAllLines(trace);
        assertThat(calls.stream().filter(call -> call.contains("execve("))).hasSize(1);
        assertThat(calls.stream().filter(call -> !call.contains("execve(") && call.contains(home.toString())))
                .isEmpty();
        assertThat(writes(calls, state)).isEmpty();
        assertThat(calls.stream().filter(call -> call.contains("fsync(") || call.contains("fdatasync(")))
                .as("data and references reach the disk")
                .hasSizeGreaterThan(10);
        new CanarySearch(FixedCredentials.TOKEN)
                .assertAbsentIn("the arguments of system calls", String.join("\n", calls))
                .assertAbsentBelow(state);
    }

    private void run(Path home, Path trace, SmartHttpGitServer server, Path state)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/strace",
                "-f",
                "-s",
                "300",
                "-e",
                "trace=execve,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,"
                        + "symlink,symlinkat,truncate,chmod,fchmodat,utimensat,fsync,fdatasync",
                "-o",
                trace.toString()));
        command.addAll(ChildJvm.command(
                PublisherProcess.class,
                "one",
                state.toString(),
                server.url("remote.git").value(),
                state.resolve("acknowledged").toString(),
                "2"));
        command.add(command.indexOf("-cp"), "-Duser.home=" + home);
        Path output = directory.resolve("output");
        Process process = ChildJvm.start(
                command,
                output,
                Map.of(
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.resolve(".config").toString(),
                        "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "commit.gpgsign",
                        "GIT_CONFIG_VALUE_0", "true"));
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private Path hostileHome() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        String config = """
                [user]
                \tname = Mallory
                [commit]
                \tgpgsign = true
                [core]
                \thooksPath = %s/hooks
                \tautocrlf = true
                [alias]
                \tcommit = !false
                \tpush = !false
                [user]
                \tsigningKey = nobody
                [http]
                \tproxy = http://127.0.0.1:1
                \textraHeader = X-Evil: yes
                [url "http://127.0.0.1:1/"]
                \tinsteadOf = http://127.0.0.1
                [include]
                \tpath = /nowhere/at/all
                [broken
                """.formatted(home);
        Files.writeString(home.resolve(".gitconfig"), config);
        Path hooks = Files.createDirectories(home.resolve("hooks"));
        for (String hook : List.of("pre-commit", "commit-msg", "post-commit", "pre-push", "reference-transaction")) {
            Files.writeString(hooks.resolve(hook), "#!/bin/sh\nexit 1\n");
            assertThat(hooks.resolve(hook).toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectories(home.resolve(".config/git"));
        Files.writeString(home.resolve(".config/git/config"), config);
        return home;
    }

    /** Calls that change something outside {@code allowed}. */
    private static List<String> writes(List<String> calls, Path allowed) {
        List<String> outside = new ArrayList<>();
        for (String call : calls) {
            boolean opens = call.contains("open(") || call.contains("openat(");
            boolean writes = call.contains("O_WRONLY") || call.contains("O_RDWR") || call.contains("O_CREAT");
            boolean failed = call.matches(".*= -1 E[A-Z]+.*");
            if (failed || call.contains("execve(") || call.contains("resumed>") || (opens && !writes)) {
                continue;
            }
            Matcher path = PATH.matcher(call);
            while (path.find()) {
                if (path.group(1).startsWith("/")
                        && !path.group(1).startsWith(allowed.toString())
                        && !path.group(1).startsWith("/dev/")
                        && !path.group(1).startsWith("/proc/self/")) {
                    outside.add(call);
                }
            }
        }
        return outside;
    }
}
