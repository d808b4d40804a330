package io.evoforge.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn package} makes, unpacked somewhere else and started. */
class DistributionIT {
    @TempDir
    private static Path scratch;

    private static Path home;

    /** What a process printed, both streams together, and its exit code. */
    private record Output(int exit, String text) {}

    @BeforeAll
    static void unpack() throws Exception {
        Output tar = run(scratch, Map.of(), "tar", "-xzf", archive(".tar.gz").toString());
        assertThat(tar.exit()).as(tar.text()).isZero();
        try (Stream<Path> entries = Files.list(scratch)) {
            home = entries.filter(entry -> entry.getFileName().toString().startsWith("evoforge-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void holds_the_command_its_libraries_the_licence_and_the_documents() throws IOException {
        assertThat(home.resolve("bin/evoforge")).isExecutable();
        assertThat(Files.getPosixFilePermissions(home.resolve("bin/evoforge")))
                .contains(PosixFilePermission.OTHERS_EXECUTE);
        assertThat(home.resolve("LICENSE")).isNotEmptyFile();
        assertThat(home.resolve("NOTICE")).isNotEmptyFile();
        assertThat(home.resolve("docs/reference/configuration.md")).isNotEmptyFile();

        List<String> libraries = libraries();
        assertThat(libraries).contains("evoforge-app", "evoforge-codec-core", "org.eclipse.jgit", "sqlite-jdbc");
        assertThat(libraries).doesNotContain("junit-jupiter", "wiremock-standalone");
        assertThat(libraries)
                .filteredOn(library -> !library.equals("annotations")) // two vendors use this name
                .doesNotHaveDuplicates();
    }

    @Test
    void the_list_of_what_is_in_it_names_every_library() throws IOException {
        Path list = home.resolve("evoforge-sbom.json");
        assumeTrue(
                Files.exists(list) || Boolean.parseBoolean(System.getenv("EVOFORGE_REQUIRE_TOOLS")),
                "the list is made only when Maven may use the network; build without --offline");

        String components = Files.readString(list);

        assertThat(libraries())
                .allSatisfy(library -> assertThat(components).contains("\"name\" : \"" + library + "\""));
    }

    @Test
    void the_zip_holds_the_same_files() throws IOException {
        List<String> zipped = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive(".zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    zipped.add(entry.getName());
                }
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(zipped)
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> scratch.relativize(file).toString())
                            .toList());
        }
    }

    @Test
    void starts_from_any_folder_and_through_a_link() throws Exception {
        Path elsewhere = Files.createDirectories(scratch.resolve("else where/bin"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("evoforge"), home.resolve("bin/evoforge"));

        Output direct = run(elsewhere, Map.of(), home.resolve("bin/evoforge").toString(), "version");
        Output linked = run(elsewhere, Map.of(), link.toString(), "version");

        assertThat(direct.exit()).as(direct.text()).isZero();
        assertThat(direct.text()).contains("evoforge ").contains("Java ");
        assertThat(linked).isEqualTo(direct);
    }

    @Test
    void says_what_to_do_when_the_java_runtime_has_no_compiler() throws Exception {
        Path runtime = scratch.resolve("runtime");
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        Output linked = run(
                scratch,
                Map.of(),
                jlink.toString(),
                "--add-modules",
                "java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.zipfs,jdk.httpserver",
                "--output",
                runtime.toString());
        assertThat(linked.exit()).as(linked.text()).isZero();
        Path source = Files.writeString(scratch.resolve("EvolvedCodec.java"), "class EvolvedCodec {}");
        Map<String, String> environment = Map.of("JAVA_HOME", runtime.toString());

        Output version = run(scratch, environment, home.resolve("bin/evoforge").toString(), "version");
        Output evaluate =
                run(scratch, environment, home.resolve("bin/evoforge").toString(), "evaluate", source.toString());

        assertThat(version.exit()).as(version.text()).isZero();
        assertThat(evaluate.exit()).as(evaluate.text()).isNotZero();
        assertThat(evaluate.text()).contains("no compiler").contains("with a JDK instead of a JRE");
        assertThat(evaluate.text()).doesNotContain("\tat ");
    }

    @Test
    void a_newer_runtime_warns_nobody_of_what_libraries_do() throws Exception {
        Output plan = run(scratch, Map.of(), home.resolve("bin/evoforge").toString(), "evolve", "--dry-run");

        assertThat(plan.exit()).as(plan.text()).isZero();
        assertThat(plan.text()).doesNotContain("WARNING");
    }

    @Test
    void says_what_to_do_when_there_is_no_java() throws Exception {
        Path tools = Files.createDirectories(scratch.resolve("tools"));
        for (String tool : List.of("dirname", "sed", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
        }

        Output output = run(
                scratch,
                Map.of("PATH", tools.toString(), "JAVA_HOME", ""),
                "/bin/sh",
                home.resolve("bin/evoforge").toString(),
                "version");

        assertThat(output.exit()).isEqualTo(2);
        assertThat(output.text()).contains("Java was not found. Install a JDK 17 or newer");
    }

    @Test
    void every_module_that_can_be_embedded_is_in_the_bill_of_materials() throws IOException {
        Path root = Path.of("..");
        List<String> modules = found(Files.readString(root.resolve("pom.xml")), "<module>([a-z0-9-]+)</module>");
        List<String> inBill =
                found(Files.readString(root.resolve("bom/pom.xml")), "<artifactId>evoforge-([a-z0-9-]+)<");
        List<String> notForEmbedding = List.of("bom", "app", "distribution", "docs", "benchmarks");

        assertThat(inBill.stream().filter(name -> !name.equals("bom")))
                .containsExactlyInAnyOrderElementsOf(modules.stream()
                        .filter(module -> !notForEmbedding.contains(module))
                        .toList());
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** The names of the jars, without their versions. */
    private static List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString().replaceAll("-[0-9][^/]*\\.jar$", ""))
                    .toList();
        }
    }

    private static Path archive(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    private static Path onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static Output run(Path directory, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Output(process.exitValue(), text);
    }
}
