package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Between git's commit and tag objects and the domain's words. */
final class CommitFormat {
    private CommitFormat() {}

    static CommitBuilder commit(
            ObjectId tree, @Nullable ObjectId parent, String message, Signature author, Signature committer) {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        if (parent != null) {
            builder.setParentId(parent);
        }
        builder.setEncoding(StandardCharsets.UTF_8);
        builder.setAuthor(person(author));
        builder.setCommitter(person(committer));
        builder.setMessage(message);
        return builder;
    }

    static TagBuilder tag(Tag tag, ObjectId commit, Signature tagger) {
        TagBuilder builder = new TagBuilder();
        builder.setObjectId(commit, Constants.OBJ_COMMIT);
        builder.setTag(tag.name().value());
        builder.setTagger(person(tagger));
        builder.setMessage(tag.message().endsWith("\n") ? tag.message() : tag.message() + "\n");
        return builder;
    }

    static CommitSummary summary(RevCommit commit) throws IOException {
        return new CommitSummary(
                id(commit),
                commit.getFullMessage(),
                signature(commit.getAuthorIdent()),
                signature(commit.getCommitterIdent()));
    }

    static CommitId id(ObjectId id) {
        return new CommitId(id.name());
    }

    static ObjectId objectId(CommitId id) {
        return ObjectId.fromString(id.hex());
    }

    private static PersonIdent person(Signature signature) {
        return new PersonIdent(
                signature.name(),
                signature.email(),
                signature.when().toInstant(),
                signature.when().getOffset());
    }

    /** Commits of others may name people in ways that our own must not. */
    private static Signature signature(@Nullable PersonIdent person) {
        if (person == null) {
            return new Signature("unknown", "unknown", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC));
        }
        return new Signature(
                clean(person.getName(), "[\\p{Cntrl}<>]"),
                clean(person.getEmailAddress(), "[\\p{Cntrl}<>\\s]"),
                person.getWhenAsInstant().atOffset(ZoneOffset.ofTotalSeconds(offsetSeconds(person))));
    }

    private static int offsetSeconds(PersonIdent person) {
        int seconds = person.getZoneOffset().getTotalSeconds();
        return Math.abs(seconds) <= 18 * 3600 ? seconds : 0;
    }

    private static String clean(String text, String forbidden) {
        String cleaned = text.replaceAll(forbidden, "").strip();
        String cut = cleaned.length() > 200 ? cleaned.substring(0, 200) : cleaned;
        return cut.isEmpty() ? "unknown" : cut;
    }
}
