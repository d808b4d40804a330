package io.evoforge.dashboard;

import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.dashboard.model.CandidateRow;
import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.model.Totals;
import io.evoforge.dashboard.model.VersionRow;
import io.evoforge.dashboard.port.RunControl;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.hosting.RequestBudget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first thing a person sees.
 *
 * @param ready whether all events that were there at the start were read
 * @param problem why the run cannot be read now, or null
 * @param totals the run in numbers
 * @param repository where its commits go
 * @param pending versions that are not published, oldest first
 * @param underWay the newest candidates that are not decided yet, oldest first
 * @param budgetMicrodollars what the run may spend, or null for no limit
 * @param activity what the run does right now, or null if it can only be watched
 * @param chat who answers in the chat, or null if nobody does
 * @param chatSpentMicrodollars what its answers cost so far, or null if no model answers
 * @param referencePsnrDb at which bitrates are read off
 * @param frames whether frames can be looked at
 */
record Overview(
        boolean ready,
        @Nullable String problem,
        Totals totals,
        Repository repository,
        List<VersionRow> pending,
        List<CandidateRow> underWay,
        @Nullable Long budgetMicrodollars,
        RunControl.@Nullable Activity activity,
        @Nullable String chat,
        @Nullable Long chatSpentMicrodollars,
        double referencePsnrDb,
        boolean frames) {

    /**
     * Where commits go.
     *
     * @param source {@code repository} if it was asked, {@code journal} if this is what the run itself knows
     * @param branch where commits go
     * @param commit the newest one, or null
     * @param commitTitle its first line, or null if only its id is known
     * @param commitUrl its page, or null
     * @param committedAt when, or null
     * @param totalCommits on the branch, or null if the repository was not asked
     * @param commitsInLastDay of the last 24 hours
     * @param unpublishedCommits made here that the remote has not, or null if the repository was not asked
     * @param changedFiles paths that the newest commit changed, or that versions write
     * @param askedAt when the repository was asked, or null
     * @param problem why it cannot be asked now, or null
     * @param requests what may still be asked of its host, or null if it has no limits that we know
     */
    record Repository(
            String source,
            String branch,
            @Nullable String commit,
            @Nullable String commitTitle,
            @Nullable String commitUrl,
            @Nullable Instant committedAt,
            @Nullable Long totalCommits,
            long commitsInLastDay,
            @Nullable Integer unpublishedCommits,
            List<String> changedFiles,
            @Nullable Instant askedAt,
            @Nullable String problem,
            @Nullable RequestBudget requests) {

        static Repository of(
                DashboardSettings settings,
                RunModel model,
                List<VersionRow> versions,
                RepositoryFacts.Known known,
                @Nullable RequestBudget requests) {
            return known.look() == null
                    ? fromJournal(settings, model, versions, known.problem(), requests)
                    : fromRepository(model, known.look().status(), known.look().changedFiles(), known, requests);
        }

        private static Repository fromRepository(
                RunModel model,
                RepositoryStatus status,
                List<String> changed,
                RepositoryFacts.Known known,
                @Nullable RequestBudget requests) {
            CommitSummary last = status.lastCommit();
            return new Repository(
                    "repository",
                    status.branch().value(),
                    last == null ? null : last.id().hex(),
                    last == null ? null : last.title(),
                    last == null ? null : model.commitUrl(last.id().hex()),
                    last == null ? null : last.committer().when().toInstant(),
                    status.totalCommits(),
                    status.commitsInLastDay(),
                    status.unpublished().size(),
                    changed,
                    known.at(),
                    known.problem(),
                    requests);
        }

        private static Repository fromJournal(
                DashboardSettings settings,
                RunModel model,
                List<VersionRow> versions,
                @Nullable String problem,
                @Nullable RequestBudget requests) {
            VersionRow last = null;
            for (VersionRow version : versions) {
                last = version.commit() == null ? last : version;
            }
            return new Repository(
                    "journal",
                    settings.branch(),
                    last == null ? null : last.commit(),
                    last == null ? null : "v" + last.version() + ": " + last.summary(),
                    last == null ? null : last.commitUrl(),
                    last == null ? null : last.adoptedAt(),
                    null,
                    model.totals().publicationsInLastDay(),
                    null,
                    settings.files(),
                    null,
                    problem,
                    requests);
        }
    }
}
