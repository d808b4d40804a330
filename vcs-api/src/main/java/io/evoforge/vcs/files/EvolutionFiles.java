package io.evoforge.vcs.files;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of an evolution out of what the branch holds: the source exactly as it was measured, and an entry in
 * each of the files that grow with every version. An entry takes the place of an earlier one of the same adoption, so
 * making the files twice gives the same files.
 *
 * @param paths where the files are
 * @param referencePsnrDb the PSNR-Y, in dB, at which bitrates and compression ratios are quoted
 */
public record EvolutionFiles(EvolutionPaths paths, double referencePsnrDb) {

    /**
     * The changes that {@code evolution} makes.
     *
     * @param branch what the branch holds at a path now
     */
    public FilesResult of(Evolution evolution, Function<RepositoryPath, Optional<FileContent>> branch) {
        Draft draft = new Draft(branch);
        FileContent source = FileContent.ofText(evolution.source().text());
        String key = evolution.id().value();
        draft.put(paths.source(), source);
        paths.historyOf(evolution.version()).ifPresent(path -> draft.put(path, source));
        draft.add(paths.metrics(), MetricsFile.FILE, key, MetricsFile.entry(evolution, referencePsnrDb));
        draft.add(paths.log(), EvolutionLog.FILE, key, EvolutionLog.entry(evolution, referencePsnrDb));
        if (paths.changelog() != null) {
            draft.add(paths.changelog(), Changelog.FILE, key, Changelog.entry(evolution));
        }
        return draft.result();
    }

    /**
     * The changes that going back to an earlier version makes.
     *
     * @param from the version that is replaced, or null if what is replaced is no version of ours
     * @param to the version to go back to
     * @param source its source
     * @param reason why; untrusted text
     * @param branch what the branch holds at a path now
     */
    public FilesResult ofRollback(
            @Nullable EvolutionVersion from,
            EvolutionVersion to,
            FileContent source,
            String reason,
            Instant at,
            Function<RepositoryPath, Optional<FileContent>> branch) {
        Draft draft = new Draft(branch);
        String key = "rollback-"
                + Sha256.of(to + "\n" + at + "\n" + Sha256.of(source.toByteArray()))
                        .shortHex();
        draft.put(paths.source(), source);
        draft.add(paths.log(), EvolutionLog.FILE, key, EvolutionLog.rollbackEntry(from, to, reason, at));
        if (paths.changelog() != null) {
            draft.add(paths.changelog(), Changelog.FILE, key, Changelog.rollbackEntry(from, to, reason, at));
        }
        return draft.result();
    }

    /** Joins what two sides added to the files that grow; the source is never joined. */
    public MergeDriver mergeDriver() {
        return (path, base, ours, theirs) -> fileAt(path).flatMap(file -> merged(file, base, ours, theirs));
    }

    private Optional<KeyedFile<?>> fileAt(RepositoryPath path) {
        if (path.equals(paths.metrics())) {
            return Optional.of(MetricsFile.FILE);
        }
        if (path.equals(paths.log())) {
            return Optional.of(EvolutionLog.FILE);
        }
        return path.equals(paths.changelog()) ? Optional.of(Changelog.FILE) : Optional.empty();
    }

    private static Optional<FileContent> merged(
            KeyedFile<?> file, @Nullable FileContent base, FileContent ours, @Nullable FileContent theirs) {
        Optional<String> oursText = ours.asText();
        if (oursText.isEmpty() || isNoText(base) || isNoText(theirs)) {
            return Optional.empty();
        }
        return file.merge(text(base), oursText.get(), text(theirs)).map(FileContent::ofText);
    }

    private static boolean isNoText(@Nullable FileContent content) {
        return content != null && content.asText().isEmpty();
    }

    private static @Nullable String text(@Nullable FileContent content) {
        return content == null ? null : content.asText().orElse(null);
    }

    /** Changes in the making, up to the first file that cannot be read. */
    private static final class Draft {
        private final Function<RepositoryPath, Optional<FileContent>> branch;
        private final List<FileChange> changes = new ArrayList<>();
        private FilesResult.@Nullable Unreadable unreadable;

        Draft(Function<RepositoryPath, Optional<FileContent>> branch) {
            this.branch = branch;
        }

        void put(RepositoryPath path, FileContent content) {
            changes.add(new FileChange.Put(path, content, FileMode.KEEP));
        }

        <E> void add(RepositoryPath path, KeyedFile<E> file, String key, E entry) {
            if (unreadable != null) {
                return;
            }
            Optional<FileContent> current = branch.apply(path);
            try {
                if (current.isPresent() && current.get().asText().isEmpty()) {
                    throw new MalformedFileException("it is not text in UTF-8");
                }
                String text = current.flatMap(FileContent::asText).orElse(null);
                put(path, FileContent.ofText(file.put(text, key, entry)));
            } catch (MalformedFileException e) {
                unreadable = new FilesResult.Unreadable(path, String.valueOf(e.getMessage()));
            }
        }

        FilesResult result() {
            return unreadable != null ? unreadable : new FilesResult.Ready(changes);
        }
    }
}
