package io.evoforge.tools;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a commit, with or without a push, brought.
 *
 * @param version the newest version that was brought into the repository, or found there
 * @param commit its commit
 * @param branch on which branch
 * @param isNew whether a commit was made or sent by this call, rather than found
 * @param pushed whether the remote has it, rather than only the local repository
 * @param url the commit's page, or null if there is none yet or the host is not known to have one
 * @param files what the commit writes
 * @param bitrateMbps in Mbit/s at the quoted PSNR-Y
 * @param compressionRatio raw bytes over coded bytes at the quoted PSNR-Y
 * @param improvementPercent how many percent fewer bits at equal PSNR-Y than the version before, on the training
 *     sequences; null for a seed and for a rollback
 * @param alsoPublished older versions that were waiting and went with it, oldest first
 */
public record CommitReport(
        EvolutionVersion version,
        CommitId commit,
        BranchName branch,
        boolean isNew,
        boolean pushed,
        @Nullable URI url,
        List<RepositoryPath> files,
        @Nullable Double bitrateMbps,
        @Nullable Double compressionRatio,
        @Nullable Double improvementPercent,
        List<EvolutionVersion> alsoPublished) {
    public CommitReport {
        files = List.copyOf(files);
        alsoPublished = List.copyOf(alsoPublished);
    }
}
