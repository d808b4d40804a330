package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a token where none may be, in every form it is sent or written in. */
final class CanarySearch {
    private final List<String> forms = new ArrayList<>();

    CanarySearch(String username, String token) {
        for (String form : List.of(token, username + ":" + token, "x-access-token:" + token)) {
            forms.add(form);
            forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
            String base64 = Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8));
            forms.add(base64.replace("=", ""));
        }
    }

    static String text(List<Throwable> thrown) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            thrown.forEach(failure -> failure.printStackTrace(writer));
        }
        return text.toString();
    }

    CanarySearch assertAbsentBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertAbsentIn("'" + file + "'", new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return this;
    }

    CanarySearch assertAbsentIn(String where, String text) {
        assertThat(forms.stream().filter(text::contains).count())
                .as("forms of the token in %s", where)
                .isZero();
        return this;
    }
}
