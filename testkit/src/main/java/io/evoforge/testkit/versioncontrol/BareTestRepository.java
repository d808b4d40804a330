package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A remote that is a bare repository, looked at and changed by plain git. What is missing is the adapter in front of it. */
public abstract class BareTestRepository implements TestRepository {
    private final BareGitRepository bare;

    /** The repository {@code bare}. */
    protected BareTestRepository(BareGitRepository bare) {
        this.bare = bare;
    }

    /** The repository itself. */
    public final BareGitRepository bare() {
        return bare;
    }

    @Override
    public final Optional<CommitId> tip(BranchName branch) {
        return bare.tip(branch);
    }

    @Override
    public final List<CommitSummary> log(BranchName branch) {
        return bare.log(branch);
    }

    @Override
    public final Map<RepositoryPath, FileContent> files(BranchName branch) {
        return bare.files(branch);
    }

    @Override
    public final Set<RepositoryPath> executables(BranchName branch) {
        return bare.executables(branch);
    }

    @Override
    public final Map<TagName, CommitId> tags() {
        return bare.tags();
    }

    @Override
    public final CommitId someoneElseCommits(BranchName branch, FileChange... changes) {
        return bare.commit(branch, changes);
    }

    @Override
    public final void someoneElseMoves(BranchName branch, CommitId to) {
        bare.move(branch, to);
    }

    @Override
    public final void someoneElseDeletes(BranchName branch) {
        bare.delete(branch);
    }

    @Override
    public final void checkHealth() {
        bare.checkHealth();
    }
}
