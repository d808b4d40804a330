package io.evoforge.app.config;

import io.evoforge.app.config.CommandKeys.EvaluatorKind;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.engine.reply.SourceLanguage;
import io.evoforge.evaluator.sandbox.BoxedCommand;
import io.evoforge.evaluator.sandbox.CommandSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How candidates are measured by a command; keys {@code evaluator.*}.
 *
 * @param judge what measures
 * @param candidate what runs a candidate, or null if the judge does
 * @param language what candidates are written in
 * @param taskFile what a model is told of them
 */
public record CommandConfig(
        BoxedCommand judge, @Nullable BoxedCommand candidate, SourceLanguage language, Path taskFile) {
    /** Where the specification wants a codec in Python to be. */
    private static final RepositoryPath PYTHON_SOURCE = new RepositoryPath("src/agents/evolved_codec.py");

    private static final SourceLanguage PYTHON = new SourceLanguage("Python");

    /** Empty unless {@code evaluator.kind} is 'command'. */
    static Optional<CommandConfig> from(ConfigValues values) {
        List<String> set = CommandKeys.ALL.stream()
                .filter(key -> !key.equals(CommandKeys.KIND))
                .filter(values::isChanged)
                .map(ConfigKey::name)
                .toList();
        EvaluatorKind kind = values.take(CommandKeys.KIND);
        List<String> command = values.take(CommandKeys.COMMAND);
        List<String> candidate = values.take(CommandKeys.CANDIDATE_COMMAND);
        List<Path> readable = values.take(CommandKeys.READABLE);
        List<Path> candidateReadable = values.take(CommandKeys.CANDIDATE_READABLE);
        Duration limit = values.take(CommandKeys.COMMAND_LIMIT);
        Duration runLimit = values.take(CommandKeys.RUN_LIMIT);
        int megabytes = values.take(CommandKeys.MEMORY);
        Optional<String> language = values.take(CommandKeys.LANGUAGE);
        Optional<Path> taskFile = values.take(CommandKeys.TASK_FILE);
        if (kind == EvaluatorKind.JAVA) {
            if (!set.isEmpty()) {
                values.fault(String.join(", ", set)
                        + " set, but evaluator.kind is 'java'; set it to 'command', or leave" + " them out");
            }
            return Optional.empty();
        }
        require(values, !command.isEmpty(), CommandKeys.COMMAND, "the program that measures, with its arguments");
        require(values, language.isPresent(), CommandKeys.LANGUAGE, "the language of candidates, such as Python");
        require(values, taskFile.isPresent(), CommandKeys.TASK_FILE, "a Markdown file that says what a candidate is");
        if (command.isEmpty() || language.isEmpty() || taskFile.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CommandConfig(
                    new BoxedCommand(command, readable, limit, megabytes),
                    candidate.isEmpty() ? null : new BoxedCommand(candidate, candidateReadable, runLimit, megabytes),
                    new SourceLanguage(language.get()),
                    taskFile.get()));
        } catch (IllegalArgumentException e) {
            values.fault("evaluator.*: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** How the evaluator is set up for a source at {@code path}. */
    public CommandSettings settings(RepositoryPath path) {
        return new CommandSettings(judge, candidate, fileName(path));
    }

    /** Looks whether everything that is made for Java was replaced. */
    void check(
            AppConfig.Run run,
            AppConfig.Proposer proposer,
            List<Path> videoFiles,
            Optional<Long> variationSeed,
            int sourceSharedBy,
            RepositoryPath sourcePath,
            ConfigValues values) {
        String because = "but evaluator.kind is 'command'; ";
        if (proposer.kind() == ConfigKeys.ProposerKind.MUTATING) {
            values.fault("proposer.kind is 'mutating', which changes Java only, " + because + "set it to 'model' or"
                    + " 'recorded'");
        }
        if (proposer.kind() == ConfigKeys.ProposerKind.RECORDED
                && proposer.recording().isEmpty()) {
            values.fault("proposer.recording is not set and the demo's recording is Java, " + because
                    + "set it to a directory of replies in " + language.name());
        }
        if (run.codec().isEmpty()) {
            values.fault("run.codec is not set and the built-in seed codec is Java, " + because
                    + "set it to the source that a run begins with");
        }
        if (!videoFiles.isEmpty() || variationSeed.isPresent()) {
            values.fault("video.files or video.variation-seed is set, " + because + "the command brings its own"
                    + " sequences, so name their files in evaluator.readable");
        }
        if (sourceSharedBy > 0) {
            values.fault("evaluator.source-shared-by is set, " + because + "the command counts the bytes");
        }
        try {
            var unused = settings(sourcePath);
        } catch (IllegalArgumentException e) {
            values.fault("evaluator.*: " + e.getMessage());
        }
    }

    /** Where the source stands if nobody says so. */
    RepositoryPath defaultSourcePath(ConfigValues values) {
        if (!language.equals(PYTHON)) {
            values.fault("commit.source-path is not set but evaluator.language is '" + language.name()
                    + "'; set it to where the source stands in the repository");
        }
        return PYTHON_SOURCE;
    }

    private static String fileName(RepositoryPath path) {
        return path.value().substring(path.value().lastIndexOf('/') + 1);
    }

    private static void require(ConfigValues values, boolean given, ConfigKey<?> key, String what) {
        if (!given) {
            values.fault(key.name() + " is not set but evaluator.kind is 'command'; set it to " + what);
        }
    }
}
