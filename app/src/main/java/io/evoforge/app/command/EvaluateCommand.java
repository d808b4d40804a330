package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.SourceFiles;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.AnchorTable;
import io.evoforge.app.report.EvaluationJson;
import io.evoforge.app.report.EvaluationTable;
import io.evoforge.app.report.RateDistortionChart;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.anchors.AnchorComparison;
import io.evoforge.evaluator.sandbox.anchors.AnchorCurves;
import io.evoforge.evaluator.sandbox.metrics.FurtherMetrics;
import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures a codec's source, and compares it with another.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, "1:The codec was refused, or could not be measured.", ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge evaluate EvolvedCodec.java",
            "  evoforge evaluate New.java --against Old.java --video clip.y4m --chart chart.svg"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(paramLabel = "SOURCE", description = "Source file of the codec.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path source;

    @Option(names = "--against", paramLabel = "SOURCE", description = "Source of the codec to compare with.")
    private @Nullable Path against;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draws the rate-distortion curves as SVG.")
    private @Nullable Path chart;

    @Option(names = "--held-out", description = "Measures on the held-out sequences instead of those for training.")
    private boolean heldOut;

    private final Sessions sessions;
    private final Console console;

    EvaluateCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        AnchorCurves curves =
                AnchorCurves.builtIn().with(AnchorCurves.read(config.evaluator().anchorsFile()));
        boolean vmaf = FfmpegProgram.find()
                .filter(ffmpeg -> ffmpeg.filters().contains("libvmaf"))
                .isPresent();
        try (Session session = sessions.open(config)) {
            Measured measured = measure(session, source, vmaf);
            Measured other = against == null ? null : measure(session, against, vmaf);
            List<AnchorComparison> anchors = AnchorComparison.of(measured.evaluation, curves);
            if (json) {
                printJson(config, measured, other, anchors);
            } else {
                printTable(config, measured, other, anchors);
            }
            if (chart != null) {
                draw(measured.evaluation, other == null ? null : other.evaluation, curves, chart);
            }
            return ExitCode.DONE.number();
        }
    }

    /** What was found out about one source. */
    private record Measured(Evaluation evaluation, FurtherMetrics further) {}

    private Measured measure(Session session, Path file, boolean vmaf) {
        FurtherMetrics further = new FurtherMetrics(vmaf);
        SourceCode code = SourceFiles.read(file);
        SequenceGroup group = heldOut ? SequenceGroup.HELD_OUT : SequenceGroup.TRAINING;
        // A command shows us no frames, so there is nothing further to measure.
        EvaluationOutcome outcome = session.sandbox()
                .map(sandbox -> sandbox.evaluate(code, group, further))
                .orElseGet(() -> session.evaluator().evaluate(code, group));
        return new Measured(
                outcome.match(EvaluationOutcome.Measured::evaluation, refused -> {
                    throw new CommandFailure(ExitCode.FAILED, refusal(file, refused.refusal()));
                }),
                further);
    }

    private static String refusal(Path file, Refusal refusal) {
        StringBuilder text = new StringBuilder("'%s' was refused at stage %s: %s"
                .formatted(file, refusal.stage().name().toLowerCase(Locale.ROOT), refusal.reason()));
        for (Diagnostic diagnostic : refusal.diagnostics()) {
            text.append(System.lineSeparator()).append("  ").append(diagnostic);
        }
        return text.toString();
    }

    private void printTable(
            AppConfig config, Measured measured, @Nullable Measured other, List<AnchorComparison> anchors) {
        EvaluationTable.lines(measured.evaluation).forEach(console::line);
        EvaluationTable.furtherLines(measured.evaluation, measured.further).forEach(console::line);
        console.line(EvaluationTable.headline(
                measured.evaluation.headline(config.commit().headlinePsnrDb())));
        console.line(sourceSize());
        AnchorTable.lines(anchors).forEach(console::line);
        if (anchors.isEmpty()) {
            console.note("No anchor was measured on these sequences; 'evoforge anchors' does that.");
        }
        if (other != null) {
            console.line(verdict(config, measured.evaluation, other.evaluation));
        }
    }

    private String sourceSize() {
        SourceCode code = SourceFiles.read(source);
        return String.format(
                Locale.ROOT,
                "source: %,d bytes, %,d compressed",
                code.text().getBytes(StandardCharsets.UTF_8).length,
                SandboxCodecEvaluator.compressedBytes(code));
    }

    private static String verdict(AppConfig config, Evaluation measured, Evaluation other) {
        GateVerdict verdict = new AdoptionGate(config.gate()).judge(other, measured);
        return verdict.match(
                better -> comparison(better.comparison()) + "; the gate would adopt it",
                notBetter ->
                        comparison(notBetter.comparison()) + "; the gate would not adopt it: " + notBetter.reason(),
                indecisive -> "cannot be compared: " + indecisive.reason());
    }

    private static String comparison(Comparison comparison) {
        List<String> parts = new ArrayList<>();
        for (SequenceComparison one : comparison.sequences()) {
            parts.add(String.format(Locale.ROOT, "%s %+.2f %%", one.sequence(), one.bdRatePercent()));
        }
        return String.format(
                Locale.ROOT, "BD-rate %+.2f %% (%s)", comparison.meanBdRatePercent(), String.join(", ", parts));
    }

    private void printJson(
            AppConfig config, Measured measured, @Nullable Measured other, List<AnchorComparison> anchors) {
        double psnr = config.commit().headlinePsnrDb();
        ObjectNode root = EvaluationJson.of(measured.evaluation, psnr, measured.further);
        root.put("compressedSourceBytes", SandboxCodecEvaluator.compressedBytes(SourceFiles.read(source)));
        ObjectNode bits = root.putObject("bitsOfAnchorsPercent");
        anchors.forEach(one -> bits.put(one.anchor().name().toLowerCase(Locale.ROOT), one.meanPercent()));
        if (other != null) {
            root.set("against", EvaluationJson.of(other.evaluation, psnr, other.further));
            new AdoptionGate(config.gate())
                    .judge(other.evaluation, measured.evaluation)
                    .match(
                            better -> root.put("verdict", "better")
                                    .put("bdRatePercent", better.comparison().meanBdRatePercent()),
                            notBetter -> root.put("verdict", "not-better")
                                    .put("bdRatePercent", notBetter.comparison().meanBdRatePercent())
                                    .put("reason", notBetter.reason()),
                            indecisive -> root.put("verdict", "indecisive").put("reason", indecisive.reason()));
        }
        console.line(root.toPrettyString());
    }

    private void draw(Evaluation measured, @Nullable Evaluation other, AnchorCurves anchors, Path file) {
        List<RateDistortionChart.Series> series = new ArrayList<>();
        for (SequenceEvaluation one : measured.sequences()) {
            anchors.find(Anchor.X264_MEDIUM, one.sequence().sha256())
                    .ifPresent(curve -> series.add(new RateDistortionChart.Series(
                            curve.anchor().title() + ", " + one.sequence().name(), curve.curve())));
        }
        if (other != null) {
            addSeries(series, other, String.valueOf(against));
        }
        addSeries(series, measured, source.toString());
        try {
            Files.writeString(file, new RateDistortionChart("Rate and distortion", series).toSvg());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the chart cannot be written to '%s' (%s); name a file in a writable directory"
                            .formatted(file, e.getClass().getSimpleName()));
        }
        console.note("Chart: " + file);
    }

    private static void addSeries(List<RateDistortionChart.Series> series, Evaluation evaluation, String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        for (SequenceEvaluation one : evaluation.sequences()) {
            series.add(
                    new RateDistortionChart.Series(name + ", " + one.sequence().name(), one.curve()));
        }
    }
}
