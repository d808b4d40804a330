package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.guard.FileSizeLimit;
import io.evoforge.vcs.guard.PathPolicy;
import io.evoforge.vcs.message.AgentName;
import java.net.URI;
import java.util.function.Consumer;
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
        return changed(draft -> draft.branch = value);
    }

    /** The same by another strategy. */
    public PublisherSettings withStrategy(CommitStrategy value) {
        return changed(draft -> draft.strategy = value);
    }

    /** The same at other paths. */
    public PublisherSettings withPaths(EvolutionPaths value) {
        return changed(draft -> draft.paths = value);
    }

    /** The same with other tags. */
    public PublisherSettings withTags(TagRule value) {
        return changed(draft -> draft.tags = value);
    }

    /** The same with another measure of a major version, in percent of bits fewer than the version before. */
    public PublisherSettings withMajorPercent(double value) {
        return changed(draft -> draft.majorPercent = value);
    }

    /** The same in another name. */
    public PublisherSettings withIdentity(CommitIdentity value) {
        return changed(draft -> draft.identity = value);
    }

    /** The same with numbers quoted at another PSNR-Y, in dB. */
    public PublisherSettings withReferencePsnrDb(double value) {
        return changed(draft -> draft.referencePsnrDb = value);
    }

    /** The same with another page of the repository, or with null without one. */
    public PublisherSettings withWebUrl(@Nullable URI value) {
        return changed(draft -> draft.webUrl = value);
    }

    /** The same with other permissions. */
    public PublisherSettings withPathPolicy(PathPolicy value) {
        return changed(draft -> draft.pathPolicy = value);
    }

    /** The same with another limit to the size of a file. */
    public PublisherSettings withFileSizeLimit(FileSizeLimit value) {
        return changed(draft -> draft.fileSizeLimit = value);
    }

    /** The same as one of several agents, or with null as the only one. */
    public PublisherSettings withAgent(@Nullable AgentName value) {
        return changed(draft -> draft.agent = value);
    }

    private PublisherSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings while one of them is changed, so that the others are repeated here and nowhere else. */
    private static final class Draft {
        private BranchName branch;
        private CommitStrategy strategy;
        private EvolutionPaths paths;
        private TagRule tags;
        private double majorPercent;
        private CommitIdentity identity;
        private double referencePsnrDb;
        private @Nullable URI webUrl;
        private PathPolicy pathPolicy;
        private FileSizeLimit fileSizeLimit;
        private @Nullable AgentName agent;

        Draft(PublisherSettings settings) {
            this.branch = settings.branch;
            this.strategy = settings.strategy;
            this.paths = settings.paths;
            this.tags = settings.tags;
            this.majorPercent = settings.majorPercent;
            this.identity = settings.identity;
            this.referencePsnrDb = settings.referencePsnrDb;
            this.webUrl = settings.webUrl;
            this.pathPolicy = settings.pathPolicy;
            this.fileSizeLimit = settings.fileSizeLimit;
            this.agent = settings.agent;
        }

        PublisherSettings settings() {
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
                    agent);
        }
    }
}
