package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.TagName;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes changesets for tests; whatever is not said has a plain value. */
public final class ChangesetBuilder {
    private static final Signature EVOFORGE =
            new Signature("Evoforge", "evoforge@example.org", OffsetDateTime.parse("2026-03-01T12:34:56+01:00"));

    private BranchName branch = new BranchName("main");
    private @Nullable CommitId base;
    private final List<FileChange> changes = new ArrayList<>();
    private String message = "Make the codec better\n\nIt is now.\n\nCodec-Version: 1\n";
    private Signature author = EVOFORGE;
    private @Nullable Tag tag;

    private ChangesetBuilder() {}

    /** A changeset for {@code main}, which is taken not to exist yet. */
    public static ChangesetBuilder aChangeset() {
        return new ChangesetBuilder();
    }

    /** For another branch. */
    public ChangesetBuilder branch(BranchName newBranch) {
        branch = newBranch;
        return this;
    }

    /** Made against {@code newBase}. */
    public ChangesetBuilder on(@Nullable CommitId newBase) {
        base = newBase;
        return this;
    }

    /** Puts a text file and keeps its mode. */
    public ChangesetBuilder put(String path, String text) {
        return put(path, FileContent.ofText(text), FileMode.KEEP);
    }

    /** Puts a file. */
    public ChangesetBuilder put(String path, FileContent content, FileMode mode) {
        changes.add(new FileChange.Put(new RepositoryPath(path), content, mode));
        return this;
    }

    /** Deletes a file. */
    public ChangesetBuilder delete(String path) {
        changes.add(new FileChange.Delete(new RepositoryPath(path)));
        return this;
    }

    /** With this message. */
    public ChangesetBuilder message(String newMessage) {
        message = newMessage;
        return this;
    }

    /** Of another author and committer. */
    public ChangesetBuilder by(Signature newAuthor) {
        author = newAuthor;
        return this;
    }

    /** With a tag. */
    public ChangesetBuilder tag(String name) {
        tag = new Tag(new TagName(name), "Tag " + name);
        return this;
    }

    /** The changeset. */
    public Changeset build() {
        return new Changeset(branch, base, changes, message, author, author, tag);
    }
}
