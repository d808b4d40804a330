package io.evoforge.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys {@code evaluator.*} for candidates that are measured by a command. */
final class CommandKeys {
    static final ConfigKey<EvaluatorKind> KIND = new ConfigKey<>(
            "evaluator.kind",
            "java",
            "Who measures: 'java' compiles codecs in Java and measures them itself, 'command' asks evaluator.command, for"
                    + " codecs in any language. The keys up to evaluator.task-file belong to 'command'.",
            Parsers.choice(EvaluatorKind.class));
    static final ConfigKey<List<String>> COMMAND = new ConfigKey<>(
            "evaluator.command",
            "",
            "Program and arguments of the judge, which prints JSON metrics. An argument {group} becomes 'training' or"
                    + " 'held-out'. A file among the arguments may be read.",
            Parsers.list(Parsers::text));
    static final ConfigKey<List<String>> CANDIDATE_COMMAND = new ConfigKey<>(
            "evaluator.candidate-command",
            "",
            "Program and arguments that run a candidate, with {source} for its file; the judge adds arguments and gets what it"
                    + " prints. Without it the judge has to get {source} and run the candidate itself, which a candidate can"
                    + " use to forge its report; that counts as less than full containment.",
            Parsers.list(Parsers::text));
    static final ConfigKey<List<Path>> READABLE = new ConfigKey<>(
            "evaluator.readable",
            "",
            "Files and directories that the judge may read beside the system's programs, such as its videos.",
            Parsers.list(Parsers::path));
    static final ConfigKey<List<Path>> CANDIDATE_READABLE = new ConfigKey<>(
            "evaluator.candidate-readable",
            "",
            "Files and directories that a candidate may read beside the system's programs, such as an interpreter in a"
                    + " directory of its own. Nothing that it is measured on.",
            Parsers.list(Parsers::path));
    static final ConfigKey<Duration> COMMAND_LIMIT = new ConfigKey<>(
            "evaluator.command-limit",
            "600s",
            "How long the judge may take for one group of sequences, with all runs of the candidate.",
            Parsers::duration);
    static final ConfigKey<Duration> RUN_LIMIT = new ConfigKey<>(
            "evaluator.run-limit", "30s", "How long one run of a candidate may take.", Parsers::duration);
    static final ConfigKey<Integer> MEMORY = new ConfigKey<>(
            "evaluator.command-megabytes",
            "1024",
            "Memory in MB that the judge may take, and each run of a candidate.",
            Parsers.integer(64, 65_536));
    static final ConfigKey<Optional<String>> LANGUAGE = new ConfigKey<>(
            "evaluator.language",
            "",
            "What candidates are written in, such as Python: for prompts, and the mark of code blocks in answers.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Optional<Path>> TASK_FILE = new ConfigKey<>(
            "evaluator.task-file",
            "",
            "Markdown file that tells a model what a candidate is, how it is called, and what to improve.",
            Parsers.optional(Parsers::path));

    static final List<ConfigKey<?>> ALL = List.of(
            KIND,
            COMMAND,
            CANDIDATE_COMMAND,
            READABLE,
            CANDIDATE_READABLE,
            COMMAND_LIMIT,
            RUN_LIMIT,
            MEMORY,
            LANGUAGE,
            TASK_FILE);

    private CommandKeys() {}

    /** Who measures candidates. */
    enum EvaluatorKind {
        /** Evoforge itself, codecs in Java. */
        JAVA,
        /** A command, codecs in any language. */
        COMMAND
    }
}
