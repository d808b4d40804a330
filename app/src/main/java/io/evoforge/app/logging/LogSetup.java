package io.evoforge.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.evoforge.app.config.ConfigException;
import io.evoforge.app.config.LogConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes the log what the configuration says. Before it is read, {@code logback.xml} decides by the same variables of the
 * environment.
 */
public final class LogSetup {
    /** As in logback.xml. */
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{24} - %msg%n";
    /** A file outlives the day, unlike a terminal. */
    private static final String FILE_PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} - %msg%n";

    private static final String APPENDER = "evoforge";
    private static final Duration SIZE_CHECKED_EVERY = Duration.buildByMilliseconds(100);
    private static @Nullable LogConfig applied;

    private LogSetup() {}

    /**
     * From now on the process logs as {@code config} says. The same again changes nothing.
     *
     * @throws ConfigException if the file cannot be written; the log stays as it was
     */
    public static synchronized void apply(LogConfig config) {
        if (config.equals(applied) || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Appender<ILoggingEvent> appender =
                config.file().isPresent() ? file(context, config, config.file().get()) : console(context, config);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.valueOf(config.level().name()));
        applied = config;
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, LogConfig config) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, config.format(), PATTERN));
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, LogConfig config, Path file) {
        requireWritable(file);
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, config.format(), FILE_PATTERN));
        FixedWindowRollingPolicy keeping = new FixedWindowRollingPolicy();
        keeping.setContext(context);
        keeping.setParent(appender);
        keeping.setFileNamePattern(file + ".%i");
        keeping.setMinIndex(1);
        keeping.setMaxIndex(config.files());
        keeping.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> ending = new SizeBasedTriggeringPolicy<>();
        ending.setContext(context);
        ending.setMaxFileSize(new FileSize(config.fileMegabytes() * FileSize.MB_COEFFICIENT));
        ending.setCheckIncrement(SIZE_CHECKED_EVERY);
        ending.start();
        appender.setRollingPolicy(keeping);
        appender.setTriggeringPolicy(ending);
        appender.start();
        return appender;
    }

    /** Logback would keep it to itself. */
    private static void requireWritable(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
                throw new IOException("no file that may be written");
            }
        } catch (IOException e) {
            throw new ConfigException(List.of(
                    "log.file was '%s' but it cannot be written (%s); name a file in a directory you may write to"
                            .formatted(file, e)));
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogConfig.Format format, String pattern) {
        Encoder<ILoggingEvent> delegate = switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setCharset(StandardCharsets.UTF_8);
                text.setPattern(pattern);
                yield text;
            }
            case JSON -> new JsonEncoder();
        };
        delegate.setContext(context);
        delegate.start();
        MaskingEncoder encoder = new MaskingEncoder();
        encoder.setContext(context);
        encoder.setDelegate(delegate);
        encoder.start();
        return encoder;
    }
}
