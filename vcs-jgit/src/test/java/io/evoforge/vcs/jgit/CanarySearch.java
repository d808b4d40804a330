package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.testkit.versioncontrol.GitProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for a token where none may be, in every form it may have been written in: as it is, in UTF-16, percent-encoded,
 * in base 16, and in base 64 wherever it began in what was encoded. Objects of git are looked at uncompressed.
 */
final class CanarySearch {
    private final Set<String> forms = new LinkedHashSet<>();

    CanarySearch(String token) {
        forms.add(token);
        forms.add(new StringBuilder(token).reverse().toString());
        forms.add(URLEncoder.encode(token, StandardCharsets.UTF_8));
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = token.getBytes(charset);
            forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
            for (int before = 0; before < 3; before++) {
                forms.add(inner(Base64.getEncoder(), bytes, before));
                forms.add(inner(Base64.getUrlEncoder(), bytes, before));
            }
        }
    }

    /** The letters of base 64 that depend on {@code bytes} alone when {@code before} bytes stand before them. */
    private static String inner(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String text = encoder.withoutPadding().encodeToString(shifted);
        int end = shifted.length % 3 == 0 ? text.length() : text.length() - 1;
        return text.substring(before == 0 ? 0 : before + 1, end);
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
            for (Path file : files.toList()) {
                assertAbsentIn("the name of '" + file + "'", file.toString());
                if (Files.isRegularFile(file)) {
                    assertAbsentIn("'" + file + "'", Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                if (file.getFileName().toString().equals("HEAD")) {
                    assertAbsentInObjects(Objects.requireNonNull(file.getParent()));
                }
            }
        }
        return this;
    }

    private void assertAbsentInObjects(Path repository) {
        byte[] objects = new GitProgram(repository)
                .bytes(new byte[0], "cat-file", "--batch-all-objects", "--batch", "--unordered");
        assertAbsentIn("the objects of '" + repository + "'", new String(objects, StandardCharsets.ISO_8859_1));
    }

    CanarySearch assertAbsentIn(String where, String text) {
        assertThat(forms.stream().filter(text::contains).count())
                .as("forms of the token in %s", where)
                .isZero();
        return this;
    }
}
