package io.evoforge.engine;

import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.engine.EngineException.Reason;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.Optional;

/** Finds where a new run has to go on: at the version that the branch holds, by the trailers of its commits. */
public final class RepositoryOrigin {
    private RepositoryOrigin() {}

    /**
     * The version on the branch of {@code publisher}.
     *
     * @param path where the source is
     * @return empty if the branch has no version of ours
     * @throws EngineException {@code FOREIGN_SOURCE} if the branch has one, but its source was removed or changed since
     * @throws VersionControlException if the repository refused us or was out of reach
     */
    public static Optional<RunOrigin> find(
            EvolutionPublisher publisher, VersionControl versionControl, RepositoryPath path) {
        RepositoryStatus status = publisher.status();
        Optional<RecordedEvolution> current = status.current();
        CommitSummary tip = status.lastCommit();
        if (current.isEmpty() || tip == null) {
            return Optional.empty();
        }
        RecordedEvolution recorded = current.get();
        SourceCode source = versionControl
                .read(tip.id(), path)
                .flatMap(FileContent::asText)
                .map(SourceCode::new)
                .filter(found -> found.sha256().equals(recorded.source()))
                .orElseThrow(() -> new EngineException(
                        Reason.FOREIGN_SOURCE,
                        "Branch '" + status.branch() + "' holds " + recorded.version() + ", but '" + path
                                + "' is not its source any more: somebody removed or changed it after commit "
                                + recorded.commit().shortHex()
                                + ". Bring that version back, or begin with a source of your own on another branch."));
        return Optional.of(RunOrigin.published(source, recorded.version(), recorded.commit()));
    }
}
