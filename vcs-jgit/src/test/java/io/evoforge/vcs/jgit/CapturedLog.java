package io.evoforge.vcs.jgit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Everything that is logged, at the most talkative level, by us and by JGit. */
final class CapturedLog extends AppenderBase<ILoggingEvent> {
    private final StringBuilder text = new StringBuilder();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private CapturedLog() {}

    static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.detachAndStopAllAppenders();
        log.root.addAppender(log);
        log.root.setLevel(Level.TRACE);
        return log;
    }

    /** Ends the capture and says what was logged. */
    String end() {
        root.detachAppender(this);
        root.setLevel(Level.WARN);
        stop();
        return text.toString();
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        text.append(event.getLoggerName())
                .append(' ')
                .append(event.getFormattedMessage())
                .append('\n');
        if (event.getThrowableProxy() != null) {
            text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }
}
