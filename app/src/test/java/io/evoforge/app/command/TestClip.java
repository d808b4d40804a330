package io.evoforge.app.command;

import io.evoforge.testkit.video.SyntheticClip;
import java.io.IOException;
import java.nio.file.Path;

/** The video of tests that need some, and quickly. */
final class TestClip {
    private TestClip() {}

    static Path write(Path file) throws IOException {
        return SyntheticClip.write(file);
    }
}
