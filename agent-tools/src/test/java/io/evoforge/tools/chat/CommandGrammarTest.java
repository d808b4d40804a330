package io.evoforge.tools.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.tools.chat.Command.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandGrammarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Commit the latest improvements to GitHub | COMMIT",
                "Show GitHub status | REPOSITORY_STATUS",
                "The codec has improved significantly. Commit it. | COMMIT_IN_DETAIL",
                "commit | COMMIT_IN_DETAIL",
                "please commit and push the latest changes | COMMIT",
                "status | REPOSITORY_STATUS",
                "Did you commit the latest version? | REPOSITORY_STATUS",
                "Should I push? | UNKNOWN",
                "show the latest commits | REPOSITORY_STATUS",
                "Don't commit it! | NOTHING",
                "do not push anything yet | NOTHING",
                "never roll back to v2 | NOTHING",
                "push | PUSH",
                "open a pull request | PULL_REQUEST",
                "roll back | UNKNOWN",
                "pause the run | PAUSE",
                "Resume | RESUME",
                "commit it, then roll back to v1 | UNKNOWN",
                "show run status | RUN_STATUS",
                "how far is the run? | RUN_STATUS",
                "show the latest evolutions | EVOLUTIONS",
                "help | HELP",
                "what can you do for me? | HELP",
                "make me a sandwich | UNKNOWN",
            })
    void each_request_is_understood(String message, Kind kind) {
        assertThat(CommandGrammar.read(message).kind()).isEqualTo(kind);
    }

    @Test
    void a_rollback_names_its_version_and_reason() {
        Command command = CommandGrammar.read("Roll back to v2 because v3 flickers");

        assertThat(command).isEqualTo(new Command(Kind.ROLLBACK, new EvolutionVersion(2), "v3 flickers"));
    }

    @Test
    void a_version_is_shown_by_its_number() {
        assertThat(CommandGrammar.read("show v12")).isEqualTo(new Command(Kind.SHOW, new EvolutionVersion(12), ""));
        assertThat(CommandGrammar.read("show v0").kind()).isEqualTo(Kind.UNKNOWN);
    }
}
