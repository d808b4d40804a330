package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.SourceFiles;
import io.evoforge.app.console.Console;
import io.evoforge.app.report.EvaluationJson;
import io.evoforge.app.report.EvaluationTable;
import io.evoforge.app.report.RateDistortionChart;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evaluation.CodecEvaluator;
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
import java.io.IOException;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge evaluate EvolvedCodec.java",
            "  evoforge evaluate New.java --against Old.java --video clip.y4m --chart chart.svg"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(paramLabel = "SOURCE", description = "Java source file of the codec.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path source;

    @Option(names = "--against", paramLabel = "SOURCE", description = "Source of the codec to compare with.")
    private @Nullable Path against;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draws the rate-distortion curves as SVG.")
    private @Nullable Path chart;

    private final Sessions sessions;
    private final Console console;

    EvaluateCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            CodecEvaluator evaluator = session.evaluator();
            Evaluation measured = measure(evaluator, source);
            Evaluation anchor = against == null ? null : measure(evaluator, against);
            if (json) {
                printJson(config, measured, anchor);
            } else {
                printTable(config, measured, anchor);
            }
            if (chart != null) {
                draw(measured, anchor, chart);
            }
            return ExitCode.DONE.number();
        }
    }

    private Evaluation measure(CodecEvaluator evaluator, Path file) {
        EvaluationOutcome outcome = evaluator.evaluate(SourceFiles.read(file), SequenceGroup.TRAINING);
        return outcome.match(EvaluationOutcome.Measured::evaluation, refused -> {
            throw new CommandFailure(ExitCode.FAILED, refusal(file, refused.refusal()));
        });
    }

    private static String refusal(Path file, Refusal refusal) {
        StringBuilder text = new StringBuilder("'%s' was refused at stage %s: %s"
                .formatted(file, refusal.stage().name().toLowerCase(Locale.ROOT), refusal.reason()));
        for (Diagnostic diagnostic : refusal.diagnostics()) {
            text.append(System.lineSeparator()).append("  ").append(diagnostic);
        }
        return text.toString();
    }

    private void printTable(AppConfig config, Evaluation measured, @Nullable Evaluation anchor) {
        EvaluationTable.lines(measured).forEach(console::line);
        console.line(EvaluationTable.headline(measured.headline(config.commit().headlinePsnrDb())));
        if (anchor != null) {
            console.line(verdict(config, measured, anchor));
        }
    }

    private static String verdict(AppConfig config, Evaluation measured, Evaluation anchor) {
        GateVerdict verdict = new AdoptionGate(config.gate()).judge(anchor, measured);
        return verdict.match(
                better -> comparison(better.comparison()) + "; the gate would adopt it",
                notBetter -> comparison(notBetter.comparison()) + "; the gate would not adopt it",
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

    private void printJson(AppConfig config, Evaluation measured, @Nullable Evaluation anchor) {
        double psnr = config.commit().headlinePsnrDb();
        ObjectNode root = EvaluationJson.of(measured, psnr);
        if (anchor != null) {
            root.set("against", EvaluationJson.of(anchor, psnr));
            new AdoptionGate(config.gate())
                    .judge(anchor, measured)
                    .match(
                            better -> root.put(
                                    "bdRatePercent", better.comparison().meanBdRatePercent()),
                            notBetter -> root.put(
                                    "bdRatePercent", notBetter.comparison().meanBdRatePercent()),
                            indecisive -> root.put("indecisive", indecisive.reason()));
        }
        console.line(root.toPrettyString());
    }

    private void draw(Evaluation measured, @Nullable Evaluation anchor, Path file) {
        List<RateDistortionChart.Series> series = new ArrayList<>();
        if (anchor != null) {
            addSeries(series, anchor, String.valueOf(against));
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
