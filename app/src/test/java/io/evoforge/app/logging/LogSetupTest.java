package io.evoforge.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.config.ConfigException;
import io.evoforge.app.config.LogConfig;
import io.evoforge.app.config.LogConfig.Format;
import io.evoforge.app.config.LogConfig.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogSetupTest {
    private static final String TOKEN = "ghp_" + "A1b2C3d4E5".repeat(4);
    private static final Logger LOG = LoggerFactory.getLogger(LogSetupTest.class);

    @TempDir
    private Path directory;

    @AfterEach
    void log_as_without_a_configuration() {
        LogSetup.apply(new LogConfig(Format.TEXT, Level.WARN, Optional.empty(), 10, 5));
    }

    @Test
    void a_file_holds_one_line_of_json_for_each_event_without_secrets() throws IOException {
        Path file = directory.resolve("new/evoforge.log");
        LogSetup.apply(new LogConfig(Format.JSON, Level.INFO, Optional.of(file), 10, 5));

        LOG.info("the token is {}", TOKEN);
        LOG.error("it failed", new IllegalStateException("with " + TOKEN));
        LOG.debug("nobody asked for this");

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains(TOKEN));
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("level").asText()).isEqualTo("INFO");
        assertThat(lines.get(0)).contains("the token is");
        assertThat(new ObjectMapper().readTree(lines.get(1)).toString()).contains("IllegalStateException", "with ***");
    }

    @Test
    void a_file_of_text_holds_the_date_and_no_secret() throws IOException {
        Path file = directory.resolve("evoforge.log");
        LogSetup.apply(new LogConfig(Format.TEXT, Level.WARN, Optional.of(file), 10, 5));

        LOG.warn("the token is {}", TOKEN);
        LOG.info("nobody asked for this");

        assertThat(Files.readString(file)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ WARN  \\S+ - the token is \\*\\*\\*\\R");
    }

    @Test
    void a_file_that_is_full_is_put_aside_and_the_oldest_is_dropped() throws Exception {
        Path file = directory.resolve("evoforge.log");
        LogSetup.apply(new LogConfig(Format.TEXT, Level.WARN, Optional.of(file), 1, 2));
        String long1000 = "x".repeat(1000);

        // The size is looked at every tenth of a second, so more is written than four files hold, until all are there.
        long end = System.nanoTime() + 20_000_000_000L;
        while (!Files.exists(directory.resolve("evoforge.log.2")) && System.nanoTime() < end) {
            LOG.warn(long1000);
        }
        long kept = Files.size(directory.resolve("evoforge.log.2"));
        while (Files.size(file) > 500_000 && System.nanoTime() < end) {
            LOG.warn(long1000);
        }

        assertThat(kept).isGreaterThanOrEqualTo(1_000_000);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("evoforge.log", "evoforge.log.1", "evoforge.log.2");
        }
    }

    @Test
    void a_file_that_cannot_be_written_is_a_fault_of_the_configuration() throws IOException {
        Path notDirectory = Files.writeString(directory.resolve("plain"), "");
        LogConfig config = new LogConfig(Format.TEXT, Level.WARN, Optional.of(notDirectory.resolve("x.log")), 1, 2);

        assertThatThrownBy(() -> LogSetup.apply(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("log.file was")
                .hasMessageContaining("name a file in a directory you may write to");
    }
}
