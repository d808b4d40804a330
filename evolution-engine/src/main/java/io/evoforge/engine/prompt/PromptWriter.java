package io.evoforge.engine.prompt;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.reply.SourceLanguage;
import io.evoforge.engine.search.Individual;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes prompts. The same knowledge gives the same text. Immutable. */
public final class PromptWriter {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** How much of an answer that could not be used is shown again, in characters. */
    private static final int LONGEST_REPLY_SHOWN = 40_000;

    private static final int SHORTEST_REPLY_SHOWN = 2_000;

    private final PromptSettings settings;
    private final PromptTemplate proposal = PromptTemplate.named("proposal.md");
    private final PromptTemplate repair = PromptTemplate.named("repair.md");
    private final Map<Approach, String> answers;

    /** A writer with these texts and limits. */
    public PromptWriter(PromptSettings settings) {
        this.settings = settings;
        this.answers = answers(settings.language());
    }

    /** The prompt of the first turn. */
    public String proposal(Knowledge knowledge) {
        int failures = settings.failures();
        int tried = settings.tried();
        int inspirations = settings.inspirations();
        while (true) {
            String prompt = proposal(knowledge, failures, tried, inspirations);
            if (prompt.length() <= characters() || failures + tried + inspirations == 0) {
                return prompt;
            }
            if (tried > 0) {
                tried /= 2;
            } else if (inspirations > 0) {
                inspirations--;
            } else {
                failures /= 2;
            }
        }
    }

    /** The prompt of the repair turn after {@code reply} could not be used for {@code reason}. */
    public String repair(String request, String reply, String reason, Approach approach) {
        long left = characters() - request.length() - reason.length();
        int most = (int) Math.max(SHORTEST_REPLY_SHOWN, Math.min(LONGEST_REPLY_SHOWN, left));
        String shown = reply.length() <= most
                ? reply
                : reply.substring(0, most) + "\n[cut here, " + reply.length() + " characters in all]";
        return repair.filled(Map.of(
                "reason", reason,
                "request", fenced("text", request),
                "reply", fenced("text", shown),
                "answer", answer(approach)));
    }

    /** A first prompt of a run, as far as it can be written before anything was measured; to estimate its length. */
    public String withoutMeasurement(SourceCode source) {
        return filled(
                Map.of(
                        "candidate", "1",
                        "budget", "nothing was measured yet",
                        "table", "Not measured yet.",
                        "diagnostics", "",
                        "inspirations", "",
                        "failures", "Nothing.",
                        "tried", "Nothing."),
                source,
                Approach.ANY);
    }

    /** How long a prompt may be. */
    public long characters() {
        return (long) settings.tokens() * CHARACTERS_PER_TOKEN;
    }

    private String proposal(Knowledge knowledge, int failures, int tried, int inspirations) {
        Individual parent = knowledge.parent();
        return filled(
                Map.of(
                        "candidate", Long.toString(knowledge.candidate()),
                        "budget", budget(knowledge),
                        "table", table(parent.training()),
                        "diagnostics", diagnostics(parent),
                        "inspirations", inspirations(knowledge, inspirations),
                        "failures", failures(knowledge, failures),
                        "tried", tried(knowledge, tried)),
                parent.source(),
                knowledge.approach());
    }

    private String filled(Map<String, String> learned, SourceCode parent, Approach approach) {
        Map<String, String> values = new HashMap<>(learned);
        values.put("task", settings.task());
        values.put("language", settings.language().name());
        values.put("seam", settings.seam().isEmpty() ? "" : "# The seam\n\n" + settings.seam());
        values.put("rules", settings.rules());
        values.put("parent", fenced(settings.language().fence(), parent.text().stripTrailing()));
        values.put("answer", answer(approach));
        return proposal.filled(values);
    }

    private static Map<Approach, String> answers(SourceLanguage language) {
        Map<Approach, String> answers = new EnumMap<>(Approach.class);
        for (Approach approach : Approach.values()) {
            answers.put(
                    approach,
                    PromptTemplate.named("answer-" + approach.word() + ".md")
                            .filled(Map.of("fence", language.fence()))
                            .stripTrailing());
        }
        return Collections.unmodifiableMap(answers);
    }

    private String answer(Approach approach) {
        return Objects.requireNonNull(answers.get(approach));
    }

    private static String budget(Knowledge knowledge) {
        if (knowledge.lastCandidate() == Long.MAX_VALUE) {
            return "how many follow is not settled";
        }
        long left = Math.max(0, knowledge.lastCandidate() - knowledge.candidate());
        return left == 0 ? "the last of this run" : left + " more may follow";
    }

    private static String table(Evaluation evaluation) {
        StringBuilder out = new StringBuilder();
        out.append("| sequence | size | quality | kbit/s | PSNR-Y dB | worst frame dB | SSIM-Y |\n");
        out.append("|---|---|---|---|---|---|---|");
        for (SequenceEvaluation sequence : evaluation.sequences()) {
            for (QualityPoint point : sequence.points()) {
                out.append(String.format(
                        Locale.ROOT,
                        "%n| %s | %d x %d, %d frames | %d | %.1f | %.2f | %.2f | %.4f |".replace("%n", "\n"),
                        sequence.sequence().name(),
                        sequence.sequence().width(),
                        sequence.sequence().height(),
                        sequence.sequence().frames(),
                        point.quality(),
                        point.bitrate().bitsPerSecond() / 1000,
                        point.psnrYDb(),
                        point.worstFramePsnrYDb(),
                        point.ssimY()));
            }
        }
        return out.toString();
    }

    private static String diagnostics(Individual parent) {
        if (parent.diagnostics().isEmpty()) {
            return "";
        }
        return "What was noticed when it was measured:\n\n" + fenced("text", lines(parent.diagnostics()));
    }

    private static String lines(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> Lesson.shortened(diagnostic.toString()))
                .collect(Collectors.joining("\n"));
    }

    private String inspirations(Knowledge knowledge, int limit) {
        StringBuilder out = new StringBuilder();
        for (Individual individual :
                knowledge.inspirations().stream().limit(limit).toList()) {
            out.append(out.isEmpty() ? "# Other good sources, to borrow ideas from" : "")
                    .append(String.format(
                            Locale.ROOT,
                            "\n\nCandidate %d, BD-rate %+.2f %% against the first source; the one to improve has %+.2f %%:\n\n",
                            individual.candidate(),
                            individual.score(),
                            knowledge.parent().score()))
                    .append(fenced(
                            settings.language().fence(),
                            individual.source().text().stripTrailing()));
        }
        return out.toString();
    }

    /** The last failures: those that were developed from the same parent come first, so that none of them gets lost. */
    private static String failures(Knowledge knowledge, int limit) {
        List<Lesson> chosen = new ArrayList<>();
        for (boolean sameParent : new boolean[] {true, false}) {
            for (int i = knowledge.lessons().size() - 1; i >= 0 && chosen.size() < limit; i--) {
                Lesson lesson = knowledge.lessons().get(i);
                boolean same =
                        lesson.parent().equals(knowledge.parent().source().sha256());
                if (!lesson.adopted() && same == sameParent) {
                    chosen.add(lesson);
                }
            }
        }
        if (chosen.isEmpty()) {
            return "Nothing.";
        }
        return fenced("text", chosen.stream().map(PromptWriter::failure).collect(Collectors.joining("\n")));
    }

    private static String failure(Lesson lesson) {
        String text = "candidate " + lesson.candidate() + ", \"" + lesson.summary() + "\": " + lesson.reason();
        return lesson.diagnostics().isEmpty()
                ? text
                : text + "\n    " + lines(lesson.diagnostics()).replace("\n", "\n    ");
    }

    private static String tried(Knowledge knowledge, int limit) {
        List<Lesson> lessons = knowledge.lessons();
        if (lessons.isEmpty() || limit == 0) {
            return lessons.isEmpty() ? "Nothing." : "Too much to list.";
        }
        return fenced(
                "text",
                lessons.subList(Math.max(0, lessons.size() - limit), lessons.size()).stream()
                        .map(lesson -> lesson.canonical().shortHex() + " candidate " + lesson.candidate() + ", \""
                                + lesson.summary() + "\": " + (lesson.adopted() ? "adopted" : "not adopted"))
                        .collect(Collectors.joining("\n")));
    }

    /** {@code text} in a fence that nothing in it can close. */
    private static String fenced(String language, String text) {
        int longest = 2;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return fence + language + "\n" + text + "\n" + fence;
    }
}
