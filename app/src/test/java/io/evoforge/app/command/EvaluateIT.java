package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.evaluator.sandbox.canaries.Canaries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateIT {
    @TempDir
    private Path directory;

    private Path plain;

    @BeforeEach
    void write() throws IOException {
        plain = Files.writeString(directory.resolve("Plain.java"), plainCodec());
    }

    @Test
    void why_the_gate_would_not_adopt_a_gain_is_told() throws IOException {
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        Path pale = Files.writeString(
                directory.resolve("Pale.java"),
                plainCodec()
                        .replace("code(frame.cb(), step", "code(frame.cb(), 16 * step")
                        .replace("code(frame.cr(), step", "code(frame.cr(), 16 * step")
                        .replace("(height + 1) / 2, step", "(height + 1) / 2, 16 * step"));

        Result table = evoforge("evaluate", pale, "--against", plain, "--video", clip);
        Result json = evoforge("evaluate", pale, "--against", plain, "--video", clip, "--json");

        assertThat(table.code()).as(table.error()).isZero();
        assertThat(table.out())
                .containsPattern("BD-rate -\\S+ % \\(.*\\); the gate would not adopt it: .*colour")
                .contains("code Cb and Cr as well as the champion does");
        JsonNode report = DescribedJson.assertDescribed("evaluate", json.out());
        assertThat(report.get("verdict").asText()).isEqualTo("not-better");
        assertThat(report.get("reason").asText()).contains("colour");
        assertThat(report.get("bdRatePercent").asDouble()).isNegative();
    }

    @Test
    void a_video_that_is_too_small_for_a_metric_is_measured_without_it() throws IOException {
        byte[] frame = new byte[150];
        StringBuilder text = new StringBuilder("YUV4MPEG2 W10 H10 F15:1\n");
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < frame.length; j++) {
                frame[j] = (byte) (60 + (i * 7 + j * j * 13) % 60);
            }
            text.append("FRAME\n").append(new String(frame, StandardCharsets.ISO_8859_1));
        }
        Path clip = Files.writeString(directory.resolve("small.y4m"), text.toString(), StandardCharsets.ISO_8859_1);

        Result table = evoforge("evaluate", plain, "--video", clip);
        Result json = evoforge("evaluate", plain, "--video", clip, "--json");

        assertThat(table.code()).as(table.error()).isZero();
        assertThat(json.code()).as(json.error()).isZero();
        JsonNode point = DescribedJson.assertDescribed("evaluate", json.out()).at("/sequences/0/points/0");
        assertThat(point.has("msSsimY")).isFalse();
        assertThat(point.has("psnrHvsYDb")).isTrue();
    }

    private static String plainCodec() throws IOException {
        try (InputStream in = Canaries.class.getResourceAsStream("PlainCodec.java")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
