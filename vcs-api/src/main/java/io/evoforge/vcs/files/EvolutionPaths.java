package io.evoforge.vcs.files;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of an evolution are in the repository.
 *
 * @param source the codec
 * @param metrics the measurements of all versions, JSON
 * @param log the log of all versions, Markdown
 * @param changelog the change log in the form of keepachangelog.com, or null to leave it alone
 * @param history where a copy of each version's source goes, with {@code {N}} for its number, or null for no copies. Not
 *     in a source folder: a Java class in a file of another name does not compile
 */
public record EvolutionPaths(
        RepositoryPath source,
        RepositoryPath metrics,
        RepositoryPath log,
        @Nullable RepositoryPath changelog,
        @Nullable String history) {
    /** The usual places, with a change log and without copies of each version. */
    public static final EvolutionPaths DEFAULT = new EvolutionPaths(
            new RepositoryPath("src/main/java/io/evoforge/evolved/EvolvedCodec.java"),
            new RepositoryPath("metrics/evolution_metrics.json"),
            new RepositoryPath("docs/evolution_log.md"),
            new RepositoryPath("CHANGELOG.md"),
            null);

    private static final String NUMBER = "{N}";

    public EvolutionPaths {
        if (history != null && !history.contains(NUMBER)) {
            throw new IllegalArgumentException("the history path was '" + history
                    + "' but needs " + NUMBER + " for the number of the version; write it like"
                    + " history/EvolvedCodec_v{N}.java");
        }
        Set<RepositoryPath> distinct = new HashSet<>();
        for (RepositoryPath path : all(source, metrics, log, changelog, history)) {
            if (!distinct.add(path)) {
                throw new IllegalArgumentException(
                        "'" + path + "' was given for two files of an evolution; give each a path of its own");
            }
        }
    }

    /** The same with another place for the codec. */
    public EvolutionPaths withSource(RepositoryPath path) {
        return new EvolutionPaths(path, metrics, log, changelog, history);
    }

    /** The same with another place for the measurements. */
    public EvolutionPaths withMetrics(RepositoryPath path) {
        return new EvolutionPaths(source, path, log, changelog, history);
    }

    /** The same with another place for the log. */
    public EvolutionPaths withLog(RepositoryPath path) {
        return new EvolutionPaths(source, metrics, path, changelog, history);
    }

    /** The same with another place for the change log, or with null without one. */
    public EvolutionPaths withChangelog(@Nullable RepositoryPath path) {
        return new EvolutionPaths(source, metrics, log, path, history);
    }

    /** The same with copies of each version, or with null without. */
    public EvolutionPaths withHistory(@Nullable String pattern) {
        return new EvolutionPaths(source, metrics, log, changelog, pattern);
    }

    /** Where the copy of {@code version} goes; empty if there are no copies. */
    public Optional<RepositoryPath> historyOf(EvolutionVersion version) {
        return history == null ? Optional.empty() : Optional.of(at(history, version));
    }

    /** Every path that the evolution {@code version} may write. */
    public Set<RepositoryPath> of(EvolutionVersion version) {
        Set<RepositoryPath> paths = new LinkedHashSet<>();
        paths.add(source);
        paths.add(metrics);
        paths.add(log);
        if (changelog != null) {
            paths.add(changelog);
        }
        historyOf(version).ifPresent(paths::add);
        return paths;
    }

    private static RepositoryPath at(String history, EvolutionVersion version) {
        return new RepositoryPath(history.replace(NUMBER, Integer.toString(version.number())));
    }

    private static List<RepositoryPath> all(
            RepositoryPath source,
            RepositoryPath metrics,
            RepositoryPath log,
            @Nullable RepositoryPath changelog,
            @Nullable String history) {
        List<RepositoryPath> paths = new ArrayList<>(List.of(source, metrics, log));
        if (changelog != null) {
            paths.add(changelog);
        }
        if (history != null) {
            paths.add(at(history, EvolutionVersion.SEED));
        }
        return paths;
    }
}
