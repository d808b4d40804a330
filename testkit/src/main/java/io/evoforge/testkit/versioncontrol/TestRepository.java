package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A remote repository for one test, seen with the eyes of its server: what it really holds, whatever the adapter says of
 * it, and what other people do to it.
 */
public interface TestRepository extends AutoCloseable {
    /** The adapter that is tested, on this repository. The same one each time until {@link #restart}. */
    VersionControl underTest();

    /** Closes the adapter and opens it again on the same state, as after the end of the process. */
    void restart();

    /** Another publisher on the same repository, with a state of its own. */
    VersionControl anotherPublisher();

    /** Where {@code branch} points on the remote. */
    Optional<CommitId> tip(BranchName branch);

    /** The whole history of {@code branch} on the remote, newest first; empty if there is no such branch. */
    List<CommitSummary> log(BranchName branch);

    /** Every file at the tip of {@code branch} on the remote; empty if there is no such branch. */
    Map<RepositoryPath, FileContent> files(BranchName branch);

    /** Which of these files are executable. */
    Set<RepositoryPath> executables(BranchName branch);

    /** Every tag on the remote with the commit it is on. */
    Map<TagName, CommitId> tags();

    /** Somebody else commits to the tip of {@code branch} on the remote, or begins it. */
    CommitId someoneElseCommits(BranchName branch, FileChange... changes);

    /** Somebody else moves {@code branch} to a commit that the remote has, by force. */
    void someoneElseMoves(BranchName branch, CommitId to);

    /** Somebody else deletes {@code branch} on the remote. */
    void someoneElseDeletes(BranchName branch);

    /** Fails if the remote is damaged. */
    void checkHealth();

    @Override
    void close();
}
