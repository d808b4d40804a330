package io.evoforge.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import io.evoforge.testkit.video.SyntheticClip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The path of somebody who has only the archive: unpack, set up, check, evolve with a model, look, talk, commit, verify. */
@Timeout(300)
class NewUserIT {

    @TempDir
    private Path directory;

    private Path evoforge = Path.of("bin/evoforge");

    /** What a command printed, and its exit code. */
    private record Output(int exit, String text) {}

    @Test
    void from_the_archive_to_a_verified_commit() throws Exception {
        unpack();
        Path remote = directory.resolve("codec.git");
        run("", "git", "init", "-q", "--bare", "-b", "main", remote.toString());
        Path clip = SyntheticClip.write(directory.resolve("clip.y4m"));
        Path key = Files.writeString(directory.resolve("key"), StubModelServer.KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String better = fromTheArchive("io/evoforge/app/demo/recording/003.md");

        try (StubModelServer model = StubModelServer.start(ModelWire.OPENAI, question -> ModelReaction.says(better))) {
            assertThat(evoforge("", "init").exit()).isZero();
            assertThat(directory.resolve("evoforge.yaml")).content().contains("#commit:", "#log:");
            Files.writeString(directory.resolve("evoforge.yaml"), """
                    proposer.kind: model
                    model: {provider: openai, name: %s, base-url: "%s", key-file: "%s", input-price: 3, output-price: 15}
                    budget.dollars: 1
                    video.files: ["%s"]
                    commit: {strategy: push, remote: "file://%s"}
                    evaluator: {allow-push-below-full: true, qualities: [20, 35, 50, 80]}
                    gate: {worst-bd-rate-percent: 50}
                    chat.kind: commands
                    log: {format: json, level: info, file: evoforge.log}
                    """.formatted(
                            StubModelServer.MODEL, model.baseUrl(), key, clip, remote));

            Output doctor = evoforge("", "doctor");
            assertThat(doctor.exit()).as(doctor.text()).isZero();
            assertThat(doctor.text()).contains("canary: a cheating codec", "All is well; a run can start.");

            Output evolved = evoforge("", "evolve", "-n", "1");
            assertThat(evolved.exit()).as(evolved.text()).isZero();
            assertThat(evolved.text()).contains("1  adopted", "v1 committed as", "v2 committed as");

            Output status = evoforge("", "status");
            assertThat(status.exit()).as(status.text()).isZero();
            assertThat(status.text()).contains("Branch: main", "Total commits: 2", "Pending publications: 0");

            Output talk = evoforge("Show GitHub status\n", "chat");
            assertThat(talk.exit()).as(talk.text()).isZero();
            assertThat(talk.text()).contains("Branch: main", "Total commits: 2");

            Output again = evoforge("", "commit", "--push");
            assertThat(again.exit())
                    .as("nothing is left to do: " + again.text())
                    .isEqualTo(3);
            assertThat(evoforge("", "log", "--json").text()).contains("\"version\" : 2", "\"commit\"");
        }
        assertThat(run("", "git", "--git-dir", remote.toString(), "log", "--format=%s", "main")
                        .text()
                        .lines())
                .containsExactly("🤖 Autonomous Code Evolution - v2", "Seed codec - v1");
        Output verified = evoforge("", "verify", "main", "--repository", remote.toString());
        assertThat(verified.exit()).as(verified.text()).isZero();
        assertThat(directory.resolve("evoforge.log")).isRegularFile();
        assertNoFileHoldsTheKey(key);
    }

    private void unpack() throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archive = files.filter(file -> file.getFileName().toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(directory)).isTrue();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        try (Stream<Path> entries = Files.list(directory)) {
            evoforge =
                    entries.filter(Files::isDirectory).findFirst().orElseThrow().resolve("bin/evoforge");
        }
        Files.setPosixFilePermissions(evoforge, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String fromTheArchive(String resource) throws IOException {
        Path library = evoforge.resolveSibling("../lib").normalize();
        try (Stream<Path> jars = Files.list(library)) {
            Path app = jars.filter(jar -> jar.getFileName().toString().startsWith("evoforge-app-"))
                    .findFirst()
                    .orElseThrow();
            try (ZipFile jar = new ZipFile(app.toFile());
                    InputStream in = jar.getInputStream(jar.getEntry(resource))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private Output evoforge(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(evoforge.toString()));
        command.addAll(List.of(arguments));
        return run(input, command.toArray(String[]::new));
    }

    private Output run(String input, String... command) throws Exception {
        Path printed = Files.createTempFile(directory, "printed", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading everything, and says why.
        }
        boolean ended = process.waitFor(240, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as(Files.readString(printed)).isTrue();
        return new Output(process.exitValue(), Files.readString(printed));
    }

    private void assertNoFileHoldsTheKey(Path key) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(key)) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(StubModelServer.KEY);
                }
            }
        }
    }
}
