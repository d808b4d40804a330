package io.evoforge.app.wiring;

import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.dashboard.port.AnchorShelf;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurves;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The anchors that come with Evoforge, and those that {@code evoforge anchors} has measured by now. */
final class StoredAnchors implements AnchorShelf {
    /** One of each generation; more would hide what is compared with them. */
    private static final Set<Anchor> SHOWN = EnumSet.of(Anchor.MJPEG, Anchor.X264_MEDIUM, Anchor.AV1);

    private final AnchorCurves builtIn = AnchorCurves.builtIn();
    private final Path file;

    StoredAnchors(Path file) {
        this.file = file;
    }

    @Override
    public List<Measured> of(SequenceInfo sequence) {
        AnchorCurves known = builtIn.with(AnchorCurves.read(file));
        return SHOWN.stream()
                .flatMap(anchor -> known.find(anchor, sequence.sha256()).stream())
                .map(curve -> new Measured(curve.anchor().title(), curve.curve()))
                .toList();
    }
}
