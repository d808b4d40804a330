package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.guard.FileSizeLimit;
import io.evoforge.vcs.guard.PathPolicy;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What {@link EvolutionPublisher} has to know. Begin with {@link #DEFAULT} and change what is different.
 *
 * @param branch where commits go
 * @param strategy how they get there
 * @param paths where the files are
 * @param tags which versions get a tag, named {@code codec-v7}
 * @param identity author and committer
 * @param referencePsnrDb the PSNR-Y, in dB, at which bitrates and compression ratios are quoted
 * @param webUrl the repository's page, such as {@code https://github.com/owner/name}, to name a commit's page; or null
 * @param pathPolicy which files need a permission of their own
 * @param fileSizeLimit how large a file may be
 */
public record PublisherSettings(
        BranchName branch,
        CommitStrategy strategy,
        EvolutionPaths paths,
        TagRule tags,
        CommitIdentity identity,
        double referencePsnrDb,
        @Nullable URI webUrl,
        PathPolicy pathPolicy,
        FileSizeLimit fileSizeLimit) {
    /** Commits to the local {@code main} at the usual paths, numbers at 36 dB, a tag for each major version. */
    public static final PublisherSettings DEFAULT = new PublisherSettings(
            new BranchName("main"),
            CommitStrategy.LOCAL,
            EvolutionPaths.DEFAULT,
            TagRule.MAJORS,
            CommitIdentity.DEFAULT,
            36,
            null,
            PathPolicy.STRICT,
            FileSizeLimit.DEFAULT);

    public PublisherSettings {
        if (!(referencePsnrDb >= 10 && referencePsnrDb <= 100)) { // the negation also refuses NaN
            throw new IllegalArgumentException(
                    "the reference PSNR-Y must be from 10 to 100 dB but was " + referencePsnrDb);
        }
        for (RepositoryPath path : paths.of(EvolutionVersion.SEED)) {
            pathPolicy.faultOf(path).ifPresent(fault -> {
                throw new IllegalArgumentException(fault);
            });
        }
    }

    /** The same on another branch. */
    public PublisherSettings withBranch(BranchName value) {
        return new PublisherSettings(
                value, strategy, paths, tags, identity, referencePsnrDb, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same by another strategy. */
    public PublisherSettings withStrategy(CommitStrategy value) {
        return new PublisherSettings(
                branch, value, paths, tags, identity, referencePsnrDb, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same at other paths. */
    public PublisherSettings withPaths(EvolutionPaths value) {
        return new PublisherSettings(
                branch, strategy, value, tags, identity, referencePsnrDb, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same with other tags. */
    public PublisherSettings withTags(TagRule value) {
        return new PublisherSettings(
                branch, strategy, paths, value, identity, referencePsnrDb, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same in another name. */
    public PublisherSettings withIdentity(CommitIdentity value) {
        return new PublisherSettings(
                branch, strategy, paths, tags, value, referencePsnrDb, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same with numbers quoted at another PSNR-Y, in dB. */
    public PublisherSettings withReferencePsnrDb(double value) {
        return new PublisherSettings(branch, strategy, paths, tags, identity, value, webUrl, pathPolicy, fileSizeLimit);
    }

    /** The same with another page of the repository, or with null without one. */
    public PublisherSettings withWebUrl(@Nullable URI value) {
        return new PublisherSettings(
                branch, strategy, paths, tags, identity, referencePsnrDb, value, pathPolicy, fileSizeLimit);
    }

    /** The same with other permissions. */
    public PublisherSettings withPathPolicy(PathPolicy value) {
        return new PublisherSettings(
                branch, strategy, paths, tags, identity, referencePsnrDb, webUrl, value, fileSizeLimit);
    }

    /** The same with another limit to the size of a file. */
    public PublisherSettings withFileSizeLimit(FileSizeLimit value) {
        return new PublisherSettings(
                branch, strategy, paths, tags, identity, referencePsnrDb, webUrl, pathPolicy, value);
    }
}
