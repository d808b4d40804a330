package io.evoforge.app.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.evoforge.testkit.process.ExternalProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who types at a terminal; {@code script} of util-linux lends one. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialsTerminalIT {
    private static final String TOKEN = "ghp_terminalCanary0123456789abcd";
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-video-codec/x-AbCdEf";

    private final WireMockServer aws = new WireMockServer(wireMockConfig().dynamicPort());

    @TempDir
    private Path directory;

    @BeforeEach
    void a_server_that_stores() {
        ExternalProgram.require("script", "the Debian package bsdutils");
        aws.start();
        aws.stubFor(post("/")
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/x-amz-json-1.1")
                        .withBody("{\"ARN\":\"" + ARN + "\"}")));
    }

    @AfterEach
    void stop() {
        aws.stop();
    }

    @Test
    void wrong_answers_are_told_and_asked_again_and_the_token_is_not_shown() throws Exception {
        try (Typist typist = new Typist("credentials setup --no-check")) {
            typist.answer("GitHub username: ", "");
            typist.answer("is empty; put a value there\r\nGitHub username: ", "codec-bot");
            typist.answer("GitHub personal access token (not shown): ", "ghp_xxxxxxxxxxxx");
            typist.answer(
                    "is a placeholder made of x; put the real token there\r\nGitHub personal access token", "ghp a");
            typist.answer("holds a blank or a character outside ASCII", TOKEN);
            typist.answer("E-mail address for commits: ", "bot.example.com");
            typist.answer("is not an e-mail address; write it as name@example.com", "bot@example.com");
            typist.answer("Repository URL (https://github.com/owner/name.git): ", "https://a:b@github.com/acme/codec");
            typist.answer("the repository URL holds user information", "git@github.com:acme/codec.git");
            typist.answer("write it as https://github.com/owner/name.git", "https://github.com/acme/codec.git");
            int code = typist.leave();

            assertThat(typist.seen())
                    .contains("stored in AWS Secrets Manager as 'ai-video-codec/github-credentials', and nowhere else")
                    .contains("Stored a new version of the secret " + ARN)
                    .doesNotContain(TOKEN, "ghp_xxxxxxxxxxxx\r");
            assertThat(code).isZero();
        }
        aws.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager.PutSecretValue"))
                        .withRequestBody(containing(TOKEN)));
    }

    @Test
    void three_wrong_answers_end_the_command_and_nothing_is_stored() throws Exception {
        try (Typist typist = new Typist("credentials setup --no-check --username codec-bot")) {
            typist.answer("GitHub personal access token (not shown): ", "one two");
            typist.answer("GitHub personal access token (not shown): ", "\"quoted\"");
            typist.answer("GitHub personal access token (not shown): ", "");
            int code = typist.leave();

            assertThat(typist.seen())
                    .contains("holds a blank", "stands in quotes", "evoforge: the token is empty; put the token there");
            assertThat(code).isEqualTo(ExitCode.USAGE.number());
        }
        aws.verify(0, postRequestedFor(urlEqualTo("/")));
    }

    @Test
    void a_token_is_not_asked_for_where_it_would_be_shown() throws Exception {
        try (Typist typist = new Typist("credentials setup > redirected.txt")) {
            int code = typist.leave();

            assertThat(typist.seen())
                    .contains("the output is redirected, so the token would be shown while it is typed");
            assertThat(code).isEqualTo(ExitCode.USAGE.number());
        }
    }

    /** Somebody who waits for a question before answering it. */
    private final class Typist implements AutoCloseable {
        private final Process terminal;
        private final InputStream screen;
        private final OutputStream keyboard;
        private final StringBuilder seen = new StringBuilder();
        private int read;

        Typist(String arguments) throws IOException {
            EvoforgeProcess evoforge = new EvoforgeProcess(
                    directory,
                    Map.of(
                            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                            "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                            "EVOFORGE_CREDENTIALS_AWS_ENDPOINT", aws.baseUrl(),
                            "EVOFORGE_CREDENTIALS_AWS_REGION", "us-east-1",
                            "EVOFORGE_CREDENTIALS_DEADLINE", "240s",
                            "NO_COLOR", "1",
                            "TERM", "xterm",
                            "SHELL", "/bin/sh"));
            String command = evoforge.command().stream()
                            .map(word -> "'" + word.replace("'", "'\\''") + "'")
                            .collect(Collectors.joining(" "))
                    + " " + arguments;
            terminal = evoforge.builder(List.of("script", "--quiet", "--return", "--command", command, "/dev/null"))
                    .redirectErrorStream(true)
                    .start();
            screen = terminal.getInputStream();
            keyboard = terminal.getOutputStream();
        }

        /** Types {@code answer} once {@code question} is on the screen, after what was answered before. */
        void answer(String question, String answer) throws IOException {
            while (seen.indexOf(question, read) < 0) {
                int c = screen.read();
                assertThat(c).as("no '%s' in: %s", question, seen).isNotEqualTo(-1);
                seen.append((char) c);
            }
            read = seen.indexOf(question, read) + question.length();
            // a question that was found by its beginning is on the screen as a whole when it ends with ": "
            while (seen.lastIndexOf(": ") != seen.length() - 2) {
                int c = screen.read();
                assertThat(c)
                        .as("no question after '%s' in: %s", question, seen)
                        .isNotEqualTo(-1);
                seen.append((char) c);
            }
            keyboard.write((answer + "\n").getBytes(UTF_8));
            keyboard.flush();
        }

        /** Reads to the end and tells the exit code. */
        int leave() throws IOException, InterruptedException {
            seen.append(new String(screen.readAllBytes(), UTF_8));
            return terminal.waitFor();
        }

        String seen() {
            return seen.toString();
        }

        @Override
        public void close() {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }
}
