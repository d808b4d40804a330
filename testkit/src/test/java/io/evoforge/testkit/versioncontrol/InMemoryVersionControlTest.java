package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControl;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class InMemoryVersionControlTest extends VersionControlContract {
    @Override
    protected TestRepository newRepository() {
        return new InMemoryTestRepository();
    }

    private static final class InMemoryTestRepository implements TestRepository {
        private static final Signature SOMEBODY =
                new Signature("Somebody Else", "somebody@example.org", OffsetDateTime.parse("2026-01-01T00:00:00Z"));

        private final InMemoryRemote remote = new InMemoryRemote();
        private final VersionControl underTest = new InMemoryVersionControl(remote, Clock.systemUTC());
        private int commits;

        @Override
        public VersionControl underTest() {
            return underTest;
        }

        @Override
        public void restart() {
            // what is kept in memory is kept for as long as the instance
        }

        @Override
        public VersionControl anotherPublisher() {
            return new InMemoryVersionControl(remote, Clock.systemUTC());
        }

        @Override
        public Optional<CommitId> tip(BranchName branch) {
            return remote.tip(branch);
        }

        @Override
        public List<CommitSummary> log(BranchName branch) {
            return remote.log(branch);
        }

        @Override
        public Map<RepositoryPath, FileContent> files(BranchName branch) {
            return remote.files(branch);
        }

        @Override
        public Set<RepositoryPath> executables(BranchName branch) {
            return remote.executables(branch);
        }

        @Override
        public Map<TagName, CommitId> tags() {
            return remote.tags();
        }

        @Override
        public CommitId someoneElseCommits(BranchName branch, FileChange... changes) {
            commits++;
            return remote.someoneElseCommits(branch, "Work of somebody else, " + commits, SOMEBODY, changes);
        }

        @Override
        public void someoneElseMoves(BranchName branch, CommitId to) {
            remote.someoneElseMoves(branch, to);
        }

        @Override
        public void someoneElseDeletes(BranchName branch) {
            remote.someoneElseDeletes(branch);
        }

        @Override
        public void checkHealth() {
            // there is nothing that could be damaged
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
