package io.evoforge.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.core.OutputStreamAppender;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The token leaves this module through the return value only, whatever is logged at whatever level. */
class CanaryIT {
    private static final String CANARY = "ghp_canary+/Canary0123456789abcdef";
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    @Test
    void the_token_is_in_no_log_exception_or_description() {
        StringWriter said = new StringWriter();
        try (Trace trace = new Trace();
                SecretsManagerServer server = new SecretsManagerServer()) {
            exercise(server, said);
            said.write(trace.text());
        }

        assertThat(said.toString()).contains("Cannot read", "GetSecretValue", "PutSecretValue");
        for (String form : forms()) {
            assertThat(said.toString()).doesNotContain(form);
        }
    }

    private static void exercise(SecretsManagerServer server, StringWriter said) {
        GitCredentials credentials = new GitCredentials("codec-bot", new Secret(CANARY), "bot@example.com", REPOSITORY);
        AwsSecretsManagerCredentialSource source = new AwsSecretsManagerCredentialSource(
                server.secret(),
                RefreshSettings.DEFAULT,
                Clock.systemUTC(),
                null,
                SecretsManagerServer.AWS_CREDENTIALS);
        try (source;
                AwsSecretWriter writer = new AwsSecretWriter(
                        server.secret(), null, Clock.systemUTC(), SecretsManagerServer.AWS_CREDENTIALS)) {
            server.answers("PutSecretValue", SecretsManagerServer.error(400, "AccessDeniedException", CANARY));
            print(catchThrowable(() -> writer.write(credentials)), said);
            server.answers("PutSecretValue", SecretsManagerServer.json(200, "{\"ARN\":" + CANARY + "}"));
            print(catchThrowable(() -> writer.write(credentials)), said);
            server.answers(
                    "PutSecretValue", SecretsManagerServer.json(200, "{\"ARN\":\"" + SecretsManagerServer.ARN + "\"}"));
            said.write(writer.write(credentials).toString());

            for (String content :
                    List.of(CANARY, "{\"token\":\"" + CANARY + "\"}", "{\"token\":[\"" + CANARY + "\"]}")) {
                server.holds(content);
                print(catchThrowable(() -> source.find(REPOSITORY)), said);
            }
            server.answers("GetSecretValue", SecretsManagerServer.json(200, "{\"SecretString\": " + CANARY));
            print(catchThrowable(() -> source.find(REPOSITORY)), said);
            server.holds(SecretDocument.write(credentials));
            GitCredentials found = source.find(REPOSITORY).orElseThrow();
            said.write(found + source.toString() + found.token() + source.refresh(found));
        }
    }

    private static void print(Throwable fault, StringWriter said) {
        fault.printStackTrace(new PrintWriter(said));
    }

    private static List<String> forms() {
        return List.of(
                CANARY,
                "x-access-token:" + CANARY,
                URLEncoder.encode(CANARY, UTF_8),
                base64(CANARY),
                base64("x-access-token:" + CANARY),
                base64("codec-bot:" + CANARY));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Everything that is logged at every level, by Logback as JSON and by the logging of the JDK. */
    private static final class Trace implements AutoCloseable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Level levelBefore = root.getLevel();
        private final OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender =
                new OutputStreamAppender<>();
        private final java.util.logging.Logger jdk = LogManager.getLogManager().getLogger("");
        private final java.util.logging.Level jdkLevelBefore = jdk.getLevel();
        private final Queue<String> jdkText = new ConcurrentLinkedQueue<>();
        private final Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                jdkText.add(record.getMessage() + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        Trace() {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.start();
            appender.setContext(context);
            appender.setEncoder(encoder);
            appender.setOutputStream(bytes);
            appender.start();
            root.detachAndStopAllAppenders();
            root.addAppender(appender);
            root.setLevel(Level.TRACE);
            handler.setLevel(java.util.logging.Level.ALL);
            for (Handler console : jdk.getHandlers()) {
                if (console instanceof ConsoleHandler) {
                    jdk.removeHandler(console);
                }
            }
            jdk.addHandler(handler);
            jdk.setLevel(java.util.logging.Level.ALL);
        }

        String text() {
            return bytes.toString(UTF_8) + jdkText;
        }

        @Override
        public void close() {
            root.setLevel(levelBefore);
            root.detachAppender(appender);
            jdk.removeHandler(handler);
            jdk.setLevel(jdkLevelBefore);
        }
    }
}
