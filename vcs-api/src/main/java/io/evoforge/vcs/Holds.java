package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.files.FilesResult;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said when a publication is held. */
final class Holds {
    private Holds() {}

    static Hold changed(EvolutionVersion version, BranchName branch, RepositoryPath path) {
        return new Hold(
                Set.of(path),
                "Cannot commit " + version + " to '" + branch + "': '" + path + "' there is not what the last version's"
                        + " commit wrote; somebody changed it, and it is not overwritten. Move the change to another"
                        + " file, or give it up with `evoforge rollback`, then publish again.");
    }

    static Hold changedSince(EvolutionVersion version, EvolutionVersion to, BranchName branch, RepositoryPath path) {
        return new Hold(
                Set.of(path),
                "Cannot take " + version + " back on '" + branch + "': somebody changed '" + path
                        + "' since, and that is not"
                        + " given up by itself. Repair what is wrong with " + version
                        + ", or give both up with `evoforge"
                        + " rollback " + to + "`.");
    }

    static Hold otherRun(EvolutionVersion version, BranchName branch, RepositoryPath path, RecordedEvolution other) {
        return new Hold(
                Set.of(path),
                "Cannot commit " + version + " to '" + branch + "': '" + path + "' there already is " + other.version()
                        + " of another run (commit " + other.commit().shortHex()
                        + "). Give each run a branch or a source path of its own.");
    }

    static Hold foreignBranch(EvolutionVersion version, BranchName branch, CommitId tip) {
        return new Hold(
                Set.of(),
                "Cannot commit " + version + " to '" + branch
                        + "': a branch of that name is there already, and it belongs"
                        + " to somebody else (commit " + tip.shortHex()
                        + "). Rename it, or set delivery.branch-pattern to names that are only this run's.");
    }

    static Hold overtaken(EvolutionVersion version, BranchName branch, RepositoryPath path, ForeignVersion foreign) {
        return new Hold(
                Set.of(path),
                "Cannot commit " + version + " to '" + branch + "': '" + path + "' there is "
                        + foreign.recorded().version() + " by " + foreign.author() + " (commit "
                        + foreign.recorded().commit().shortHex()
                        + "), on which it is not based. Go on from that version.",
                foreign);
    }

    static Hold unreadable(EvolutionVersion version, BranchName branch, FilesResult.Unreadable file) {
        return new Hold(
                Set.of(file.path()),
                "Cannot commit " + version + " to '" + branch + "': '" + file.path() + "' there cannot be added to,"
                        + " because " + file.reason()
                        + ". Repair the file, or delete it to begin a new one, then publish again.");
    }

    static Hold diverged(BranchName branch, @Nullable CommitId tip, Set<RepositoryPath> paths) {
        String cannot = "Cannot push to '" + branch + "': ";
        if (tip == null) {
            return new Hold(
                    paths,
                    cannot + "the remote branch is gone, and it is not made anew. Restore the branch or configure"
                            + " another, then push again.");
        }
        if (paths.isEmpty()) {
            return new Hold(
                    paths,
                    cannot + "the remote branch was rewound to " + tip.shortHex() + ", behind commits it once had, and"
                            + " it is never forced. Restore the branch or configure another, then push again.");
        }
        String list = paths.stream().sorted().map(path -> "'" + path + "'").collect(Collectors.joining(", "));
        return new Hold(
                paths,
                cannot + list + " changed on the remote (" + tip.shortHex()
                        + ") as well as here, and nobody's change is"
                        + " overwritten. Undo the change there, then push again.");
    }
}
