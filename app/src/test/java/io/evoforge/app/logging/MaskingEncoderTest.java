package io.evoforge.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.evoforge.core.credentials.Secret;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class MaskingEncoderTest {
    private static final String LIVE = "a-secret-of-no-known-shape";

    private final LoggerContext context = newContext();

    @Test
    void text_is_masked_with_arguments_and_exceptions() {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%level %msg%n");

        String logged = log(text);

        assertThat(logged)
                .startsWith("WARN push with *** and ***")
                .contains("IllegalStateException: outer ***", "Caused by: ", "inner ***", "Suppressed: ", "beside ***")
                .doesNotContain(LIVE);
    }

    @Test
    void json_is_masked_with_arguments_and_exceptions() {
        JsonEncoder json = new JsonEncoder();
        json.setContext(context);

        String logged = log(json);

        assertThat(logged)
                .startsWith("{")
                .contains("\"arguments\": [\"***\",\"***\"]", "outer ***", "inner ***")
                .doesNotContain(LIVE);
    }

    private static LoggerContext newContext() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    private String log(Encoder<ILoggingEvent> delegate) {
        SecretMask mask = new SecretMask();
        mask.add(new Secret(LIVE));
        delegate.start();
        MaskingEncoder encoder = new MaskingEncoder(mask);
        encoder.setContext(context);
        encoder.setDelegate(delegate);
        encoder.start();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(bytes);
        appender.start();
        Logger logger = context.getLogger("test");
        logger.addAppender(appender);
        IllegalStateException fault =
                new IllegalStateException("outer " + LIVE, new IllegalArgumentException("inner " + LIVE));
        fault.addSuppressed(new IllegalStateException("beside " + LIVE));

        logger.warn("push with {} and {}", LIVE, "ghp_0123456789abcdef", fault);

        appender.stop();
        return bytes.toString(UTF_8);
    }
}
