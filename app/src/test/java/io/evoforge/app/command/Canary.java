package io.evoforge.app.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.EvoforgeProcess.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/** A token that must be found nowhere, in none of the forms in which it could travel. */
final class Canary {
    private final String token;
    private final Map<String, String> forms = new LinkedHashMap<>();

    /** The token as {@code username} uses it. */
    Canary(String token, String username) {
        this.token = token;
        forms.put("as it is", token);
        forms.put("URL-encoded", URLEncoder.encode(token, UTF_8));
        forms.put("in Base64", base64(token));
        forms.put("in Base64 after x-access-token:", base64("x-access-token:" + token));
        forms.put("in Base64 after the username", base64(username + ":" + token));
        forms.put("in Base64 after a colon", base64(":" + token));
        forms.put("in hexadecimal", HexFormat.of().formatHex(token.getBytes(UTF_8)));
    }

    String token() {
        return token;
    }

    /** Fails if {@code text}, which came from {@code place}, holds the token. */
    void assertAbsentFrom(String place, String text) {
        forms.forEach((name, form) -> assertThat(text.contains(form))
                .as("%s holds the token %s", place, name)
                .isFalse());
    }

    /** Fails if what a command printed holds the token. */
    void assertAbsentFrom(Run... runs) {
        for (Run run : runs) {
            assertAbsentFrom("the output", run.out());
            assertAbsentFrom("the error output", run.error());
        }
    }

    /** Fails if a file below {@code directory} holds the token in its name or content; tells how many it has read. */
    int assertAbsentBelow(Path directory) throws IOException {
        int read = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                assertAbsentFrom("a name in the file system", file.toString());
                if (Files.isRegularFile(file)) {
                    assertAbsentFrom(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                    read++;
                }
            }
        }
        return read;
    }

    /** Fails if a text that the store in {@code state} holds compressed has the token; tells how many it has read. */
    int assertAbsentFromStore(Path state) throws SQLException, IOException {
        int read = 0;
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("run.db"));
                ResultSet texts = store.createStatement().executeQuery("SELECT content FROM blobs")) {
            while (texts.next()) {
                InputStream content = new InflaterInputStream(new ByteArrayInputStream(texts.getBytes(1)));
                assertAbsentFrom("a text of the store", new String(content.readAllBytes(), ISO_8859_1));
                read++;
            }
        }
        return read;
    }

    private static String base64(String text) {
        // without the last character, which depends on what follows
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        return encoded.substring(0, encoded.length() - 1);
    }

    /** Collects the arguments and the environment of a process and of all below it. */
    static final class ProcessTree implements EvoforgeProcess.Watcher {
        private final Set<String> arguments = ConcurrentHashMap.newKeySet();
        private final Set<String> environments = ConcurrentHashMap.newKeySet();

        @Override
        public void look(ProcessHandle process) {
            read(process, "cmdline", arguments);
            read(process, "environ", environments);
            process.descendants().forEach(child -> {
                read(child, "cmdline", arguments);
                read(child, "environ", environments);
            });
        }

        /** Every command line seen. */
        Set<String> arguments() {
            return arguments;
        }

        /** Every environment seen, as far as the system shows it. */
        Set<String> environments() {
            return environments;
        }

        private static void read(ProcessHandle process, String what, Set<String> into) {
            try {
                into.add(Files.readString(Path.of("/proc", Long.toString(process.pid()), what), ISO_8859_1));
            } catch (IOException e) {
                // It has ended, or is somebody else's.
            }
        }
    }
}
