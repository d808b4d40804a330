package io.evoforge.app.demo;

import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.proposer.RecordedProposer;
import io.evoforge.engine.proposer.RecordedProposer.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the demo brings along: the seed codec, and a recorded model. */
public final class DemoResources {
    private DemoResources() {}

    /** The seed: a codec in the class of Motion JPEG. */
    public static SourceCode seedCodec() {
        String text = read("EvolvedCodec.java");
        if (text == null) {
            throw new IllegalStateException("the seed codec is missing from the jar; build it again");
        }
        return new SourceCode(text);
    }

    /** A model's answers, recorded, from the seed to a codec with motion compensation. */
    public static RecordedProposer recording() {
        List<Recording> recordings = new ArrayList<>();
        for (int number = 1; ; number++) {
            String name = String.format(Locale.ROOT, "%03d.md", number);
            String text = read("recording/" + name);
            if (text == null) {
                return new RecordedProposer("demo", recordings);
            }
            recordings.add(new Recording(name, text));
        }
    }

    private static @Nullable String read(String name) {
        try (InputStream in = DemoResources.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
