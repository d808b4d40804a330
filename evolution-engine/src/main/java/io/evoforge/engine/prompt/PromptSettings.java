package io.evoforge.engine.prompt;

import io.evoforge.engine.reply.SourceLanguage;
import java.util.List;

/**
 * What of a prompt can be configured.
 *
 * @param language what candidates are written in
 * @param task what to improve and how, in Markdown
 * @param seam what a candidate implements and is called by, in Markdown; empty if the task says it
 * @param rules what a candidate may and may not do, in Markdown; the evaluator enforces it
 * @param approaches which forms of change are asked for; with several, what each brought decides between them
 * @param failures how many failed candidates are shown with their reasons, at most
 * @param tried how many earlier candidates are listed, at most
 * @param inspirations how many other good sources are shown, at most
 * @param tokens how long a prompt may be, estimated as a quarter of its characters; lists give way first, then
 *     inspirations; the source to improve and its diagnostics never do
 */
public record PromptSettings(
        SourceLanguage language,
        String task,
        String seam,
        String rules,
        List<Approach> approaches,
        int failures,
        int tried,
        int inspirations,
        int tokens) {
    /** The texts and numbers we ship. */
    public static final PromptSettings DEFAULT = new PromptSettings(
            SourceLanguage.JAVA,
            PromptTemplate.resource("task.md"),
            PromptTemplate.resource("seam.md"),
            PromptTemplate.resource("rules.md"),
            List.of(Approach.ANY),
            8,
            40,
            2,
            60_000);

    public PromptSettings {
        approaches = List.copyOf(approaches);
        if (approaches.isEmpty()) {
            throw new IllegalArgumentException("a prompt asks for at least 1 approach");
        }
        if (failures < 0 || tried < 0 || inspirations < 0 || tokens < 1) {
            throw new IllegalArgumentException("numbers of a prompt cannot be negative");
        }
    }

    /**
     * These settings for candidates in another language.
     *
     * @param newTask what a candidate is, how it is called, and what to improve, in Markdown
     */
    public PromptSettings forLanguage(SourceLanguage newLanguage, String newTask) {
        return new PromptSettings(
                newLanguage,
                newTask,
                "",
                PromptTemplate.resource("rules-of-commands.md"),
                approaches,
                failures,
                tried,
                inspirations,
                tokens);
    }

    /** These settings with other approaches. */
    public PromptSettings withApproaches(List<Approach> value) {
        return new PromptSettings(language, task, seam, rules, value, failures, tried, inspirations, tokens);
    }

    /** These settings with another length. */
    public PromptSettings withTokens(int value) {
        return new PromptSettings(language, task, seam, rules, approaches, failures, tried, inspirations, value);
    }
}
