package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.guard.FileSizeLimit;
import io.evoforge.vcs.guard.PathPolicy;
import io.evoforge.vcs.message.AgentName;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What {@link EvolutionPublisher} has to know. Begin with {@link #DEFAULT} and change what is different.
 *
 * @param branch where commits go
 * @param strategy how they get there
 * @param paths where the files are
 * @param tags which versions get a tag, named {@code codec-v7}
 * @param majorPercent how many percent fewer bits than the version before make a major version, above 0 and below 100
 * @param identity author and committer
 * @param referencePsnrDb the PSNR-Y, in dB, at which bitrates and compression ratios are quoted
 * @param webUrl the repository's page, such as {@code https://github.com/owner/name}, to name a commit's page; or null
 * @param pathPolicy which files need a permission of their own
 * @param fileSizeLimit how large a file may be
 * @param agent the name of this agent among several that commit to the branch, or null if there is only one
 */
public record PublisherSettings(
        BranchName branch,
        CommitStrategy strategy,
        EvolutionPaths paths,
        TagRule tags,
        double majorPercent,
        CommitIdentity identity,
        double referencePsnrDb,
        @Nullable URI webUrl,
        PathPolicy pathPolicy,
        FileSizeLimit fileSizeLimit,
        @Nullable AgentName agent) {
    /** Commits to the local {@code main} at the usual paths, numbers at 36 dB, a tag for each major version. */
    public static final PublisherSettings DEFAULT = new PublisherSettings(
            new BranchName("main"),
            CommitStrategy.LOCAL,
            EvolutionPaths.DEFAULT,
            TagRule.MAJORS,
            TagRule.USUAL_MAJOR_PERCENT,
            CommitIdentity.DEFAULT,
            36,
            null,
            PathPolicy.STRICT,
            FileSizeLimit.DEFAULT,
            null);

    public PublisherSettings {
        if (!(referencePsnrDb >= 10 && referencePsnrDb <= 100)) { // the negation also refuses NaN
            throw new IllegalArgumentException(
                    "the reference PSNR-Y must be from 10 to 100 dB but was " + referencePsnrDb);
        }
        if (!(majorPercent > 0 && majorPercent < 100)) { // the negation also refuses NaN
            throw new IllegalArgumentException(
                    "what makes a major version must be above 0 and below 100 % fewer bits but was " + majorPercent);
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
                value,
                strategy,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same by another strategy. */
    public PublisherSettings withStrategy(CommitStrategy value) {
        return new PublisherSettings(
                branch,
                value,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same at other paths. */
    public PublisherSettings withPaths(EvolutionPaths value) {
        return new PublisherSettings(
                branch,
                strategy,
                value,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same with other tags. */
    public PublisherSettings withTags(TagRule value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                value,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same with another measure of a major version, in percent of bits fewer than the version before. */
    public PublisherSettings withMajorPercent(double value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                value,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same in another name. */
    public PublisherSettings withIdentity(CommitIdentity value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                majorPercent,
                value,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same with numbers quoted at another PSNR-Y, in dB. */
    public PublisherSettings withReferencePsnrDb(double value) {
        return new PublisherSettings(
                branch, strategy, paths, tags, majorPercent, identity, value, webUrl, pathPolicy, fileSizeLimit, agent);
    }

    /** The same with another page of the repository, or with null without one. */
    public PublisherSettings withWebUrl(@Nullable URI value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                value,
                pathPolicy,
                fileSizeLimit,
                agent);
    }

    /** The same with other permissions. */
    public PublisherSettings withPathPolicy(PathPolicy value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                value,
                fileSizeLimit,
                agent);
    }

    /** The same with another limit to the size of a file. */
    public PublisherSettings withFileSizeLimit(FileSizeLimit value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                value,
                agent);
    }

    /** The same as one of several agents, or with null as the only one. */
    public PublisherSettings withAgent(@Nullable AgentName value) {
        return new PublisherSettings(
                branch,
                strategy,
                paths,
                tags,
                majorPercent,
                identity,
                referencePsnrDb,
                webUrl,
                pathPolicy,
                fileSizeLimit,
                value);
    }
}
