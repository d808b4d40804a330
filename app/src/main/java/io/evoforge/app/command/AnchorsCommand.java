package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.AnchorTable;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurve;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurves;
import io.evoforge.evaluator.sandbox.anchors.Anchors;
import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "anchors",
        mixinStandardHelpOptions = true,
        description = {
            "Measures established codecs on your videos, to compare candidates with.",
            "An installed ffmpeg runs Motion JPEG, MPEG-2, MPEG-4, H.264 (two efforts), H.265, VP9 and AV1; what it has"
                    + " no encoder for is left out. Curves are kept in the file evaluator.anchors-file, and 'evoforge"
                    + " evaluate' quotes them. Those of the built-in clip come with Evoforge."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge anchors --video clip.y4m",
            "  evoforge anchors --video clip.y4m --only X264_MEDIUM,AV1 --again",
            "  evoforge anchors --json"
        })
final class AnchorsCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--again", description = "Measures again what is stored already.")
    private boolean again;

    @Option(
            names = "--only",
            paramLabel = "ANCHOR",
            split = ",",
            description = "Measures these only: ${COMPLETION-CANDIDATES}.")
    private List<Anchor> only = List.of(Anchor.values());

    @Option(names = "--json", description = "Prints JSON with every point of every curve.")
    private boolean json;

    private boolean failed;
    private final Sessions sessions;
    private final Console console;

    AnchorsCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        if (config.evaluator().command().isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "evaluator.kind is 'command', and its sequences are known to the command alone; anchors are measured on"
                            + " videos that Evoforge reads, so use a configuration with evaluator.kind 'java'");
        }
        FfmpegProgram ffmpeg = FfmpegProgram.find()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "ffmpeg, which runs the anchors, is not installed; install it and try again"));
        try (Session session = sessions.open(config)) {
            List<TestSequence> sequences = Arrays.stream(SequenceGroup.values())
                    .flatMap(group -> session.sequences().of(group).stream())
                    .toList();
            AnchorCurves known = measure(ffmpeg, sequences, config.evaluator().anchorsFile());
            List<SequenceInfo> infos =
                    sequences.stream().map(TestSequence::info).toList();
            if (json) {
                console.line(AnchorTable.json(infos, known).toPrettyString());
            } else {
                AnchorTable.ofAnchors(infos, known).forEach(console::line);
            }
            return (failed ? ExitCode.FAILED : ExitCode.DONE).number();
        }
    }

    private AnchorCurves measure(FfmpegProgram ffmpeg, List<TestSequence> sequences, Path file) {
        AnchorCurves stored = AnchorCurves.read(file);
        AnchorCurves known = again ? stored : AnchorCurves.builtIn().with(stored);
        List<Anchor> lacking = new ArrayList<>();
        for (Anchor anchor : only) {
            if (!anchor.isOfferedBy(ffmpeg)) {
                lacking.add(anchor);
                continue;
            }
            for (TestSequence sequence : sequences) {
                if (again || known.find(anchor, sequence.info().sha256()).isEmpty()) {
                    AnchorCurves measured = new AnchorCurves(measure(ffmpeg, anchor, sequence));
                    known = known.with(measured);
                    stored = stored.with(measured);
                    // After each, so that an interrupted measurement goes on where it was.
                    stored.write(file);
                }
            }
        }
        if (!lacking.isEmpty()) {
            console.note("this ffmpeg has no encoder for "
                    + lacking.stream().map(Anchor::title).collect(Collectors.joining(", ")));
        }
        return known;
    }

    /** The curve; none, and a note, if this anchor cannot be measured on this sequence. The others may well be. */
    private List<AnchorCurve> measure(FfmpegProgram ffmpeg, Anchor anchor, TestSequence sequence) {
        console.note("measuring %s on %s ..."
                .formatted(anchor.title(), sequence.info().name()));
        try {
            return List.of(new AnchorCurve(
                    anchor, sequence.info().sha256(), ffmpeg.version(), Anchors.measure(anchor, sequence)));
        } catch (EvaluatorException e) {
            if (e.reason() != EvaluatorException.Reason.VIDEO) {
                throw e;
            }
            console.note(String.valueOf(e.getMessage()));
            failed = true;
            return List.of();
        }
    }
}
