package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, as bash itself uses it. */
class CompletionIT {
    @TempDir
    private Path directory;

    @Test
    void bash_completes_verbs_verbs_of_verbs_and_options() throws Exception {
        Path script = Files.writeString(
                directory.resolve("completion.sh"), evoforge("completion").out());

        assertThat(completed(script, "evo")).contains("evolve");
        assertThat(completed(script, "credentials", "")).contains("setup", "verify", "iam-policy");
        assertThat(completed(script, "mcp", "--")).contains("--config", "--set");
        assertThat(completed(script, "evolve", "--dry")).contains("--dry-run");
    }

    /** What bash offers for the last of {@code words}. */
    private static List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder("evoforge");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        String program = "source '" + script + "'; COMP_WORDS=(" + line + "); COMP_CWORD=" + words.length + "; "
                + "COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; _complete_evoforge evoforge '"
                + words[words.length - 1] + "' ''; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process process = new ProcessBuilder("bash", "--norc", "-c", program)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String offered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return offered.lines().map(String::strip).toList();
    }
}
