package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What help, the reference page and the code have in common. */
class CommandReferenceTest {
    private static final List<String> CODES = Arrays.stream(ExitCode.values())
            .map(code -> Integer.toString(code.number()))
            .toList();

    @Test
    void the_reference_page_is_equal_to_the_code() throws IOException {
        Path page = Path.of("../docs/reference/command-line.md");
        if (Boolean.getBoolean("evoforge.write.docs")) {
            Files.writeString(page, CommandReference.page(tree()));
        }

        assertThat(page)
                .as("write it anew with: mvn -pl app -am test -Dtest=CommandReferenceTest -Devoforge.write.docs=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(CommandReference.page(tree()));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void every_verb_has_a_description_examples_exit_codes_and_help(String name) {
        String[] words = name.split(" ", -1);
        CommandLine verb = CommandReference.verbs(tree()).stream()
                .filter(one -> one.getCommandSpec().qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();

        UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
        String[] asking =
                Stream.concat(Arrays.stream(words).skip(1), Stream.of("--help")).toArray(String[]::new);
        Result help = evoforge((Object[]) asking);

        assertThat(usage.description()).isNotEmpty();
        assertThat(usage.footer()).isNotEmpty().anyMatch(line -> line.contains("evoforge"));
        assertThat(usage.exitCodeList()).isNotEmpty();
        assertThat(CODES).containsAll(usage.exitCodeList().keySet());
        assertThat(help.code()).as(help.error()).isZero();
        assertThat(help.out()).contains("Usage: " + name, "Exit codes:", "Example");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void a_wrong_option_is_answered_with_the_name_of_the_verb_s_own_help(String name) {
        assumeFalse(name.equals("evoforge help"), "help is what is asked for");

        Result result =
                evoforge(Stream.concat(Arrays.stream(name.split(" ", -1)).skip(1), Stream.of("--no-such-option"))
                        .toArray());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("Try '" + name + " --help'");
    }

    @Test
    void the_version_is_told_as_lines_and_as_json_and_by_every_verb() throws IOException {
        String java = System.getProperty("java.version");

        assertThat(evoforge("version").out()).contains("evoforge ", "Java " + java);
        assertThat(new ObjectMapper()
                        .readTree(evoforge("version", "--json").out())
                        .get("java")
                        .asText())
                .isEqualTo(java);
        assertThat(evoforge("evolve", "--version").out())
                .isEqualTo(evoforge("version").out());
    }

    static Stream<String> verbs() {
        return CommandReference.verbs(tree()).stream()
                .map(verb -> verb.getCommandSpec().qualifiedName());
    }

    private static CommandLine tree() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.create(new Console(nowhere, nowhere, false, false), Map.of(), Session::new);
    }
}
