package io.evoforge.tools.chat;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.tools.CommitReport;
import io.evoforge.tools.EvolutionDetails;
import io.evoforge.tools.EvolutionLine;
import io.evoforge.tools.PullRequestReport;
import io.evoforge.tools.PushReport;
import io.evoforge.tools.RepositoryReport;
import io.evoforge.tools.RunStatus;
import io.evoforge.tools.ToolRefusal;
import io.evoforge.tools.catalog.EvolutionList;
import io.evoforge.tools.run.RunActivity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what tools answered, in the words people see on the terminal and on the dashboard. */
public final class ChatTexts {
    private static final int EVOLUTIONS_SHOWN = 5;

    private final Clock clock;

    /** Texts that tell how long ago something was by {@code clock}. */
    public ChatTexts(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the tool of this name answered; empty if there are no words for it.
     *
     * @param request what the person asked, which decides how much of a commit is told
     */
    public Optional<String> told(String tool, Record answer, String request) {
        return Optional.ofNullable(
                switch (tool) {
                    case "repository_status" -> status((RepositoryReport) answer);
                    case "run_status" -> run((RunStatus) answer);
                    case "latest_evolutions" -> evolutions(((EvolutionList) answer).evolutions());
                    case "show_evolution" -> details((EvolutionDetails) answer);
                    case "commit_latest", "commit_and_push_latest" ->
                        CommandGrammar.read(request).kind() == Command.Kind.COMMIT_IN_DETAIL
                                ? committedInDetail((CommitReport) answer)
                                : committed((CommitReport) answer);
                    case "push_commits" -> pushed((PushReport) answer);
                    case "open_pull_request" -> pullRequest((PullRequestReport) answer);
                    case "rollback" -> rolledBack((CommitReport) answer);
                    case "pause_run" -> paused((RunStatus) answer);
                    case "resume_run" -> resumed();
                    default -> null; // measurements: numbers, which a model tells as they are asked for
                });
    }

    /** What a commit brought. */
    public String committed(CommitReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(report));
        lines.add("Commit: " + report.commit().shortHex());
        lines.add("Files: " + files(report));
        if (report.bitrateMbps() != null && report.compressionRatio() != null) {
            lines.add("Metrics: " + mbps(report.bitrateMbps()) + ", " + ratio(report.compressionRatio())
                    + " compression");
        }
        addOlder(lines, report);
        if (report.url() != null) {
            lines.add("");
            lines.add("View at: " + shortened(report, report.commit().shortHex()));
        }
        return String.join("\n", lines);
    }

    String committedInDetail(CommitReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(report));
        lines.add("");
        lines.add("Details:");
        lines.add("• Commit: " + seven(report.commit()));
        if (report.bitrateMbps() != null && report.compressionRatio() != null) {
            lines.add("• Bitrate: " + mbps(report.bitrateMbps()));
            lines.add("• Compression: " + ratio(report.compressionRatio()));
        }
        lines.add("• Files: " + files(report));
        addOlder(lines, report);
        if (report.improvementPercent() != null && report.version().number() > 1) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "This is a %.0f%% improvement over v%d!",
                    report.improvementPercent(),
                    report.version().number() - 1));
        }
        if (report.url() != null) {
            lines.add("");
            lines.add("View commit: " + shortened(report, seven(report.commit())));
        }
        return String.join("\n", lines);
    }

    private static String heading(CommitReport report) {
        String place = place(report);
        return report.isNew()
                ? "✅ Committed " + report.version() + " to " + place
                : "Nothing new to commit: " + report.version() + " is on " + place + " already";
    }

    /** Never says GitHub where it is not. */
    private static String place(CommitReport report) {
        if (!report.pushed()) {
            return "the local branch '" + report.branch() + "'";
        }
        boolean gitHub = report.url() != null
                && String.valueOf(report.url().getHost())
                        .toLowerCase(Locale.ROOT)
                        .contains("github");
        return gitHub ? "GitHub" : "the remote branch '" + report.branch() + "'";
    }

    private static void addOlder(List<String> lines, CommitReport report) {
        if (!report.alsoPublished().isEmpty()) {
            lines.add("With it: "
                    + report.alsoPublished().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
    }

    private static String shortened(CommitReport report, String hex) {
        return String.valueOf(report.url()).replace(report.commit().hex(), hex);
    }

    String status(RepositoryReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Current status:");
        lines.add("Branch: " + report.branch());
        lines.add("Last commit: " + last(report.lastCommit()));
        lines.add("Total commits: " + report.totalCommits());
        lines.add("Uncommitted changes: "
                + (report.pending().isEmpty()
                        ? "No"
                        : "Yes ("
                                + report.pending().stream()
                                        .map(pending -> pending.version().toString())
                                        .collect(Collectors.joining(", "))
                                + ")"));
        for (RepositoryReport.Pending pending : report.pending()) {
            if (pending.reason() != null) {
                lines.add("• " + pending.version() + " waits: " + pending.reason());
            }
        }
        if (report.requests() != null) {
            lines.addAll(report.requests().lines(clock.instant()));
        }
        if (!report.latestEvolutions().isEmpty()) {
            lines.add("");
            lines.add("Latest evolutions:");
            report.latestEvolutions().stream()
                    .limit(EVOLUTIONS_SHOWN)
                    .map(this::line)
                    .forEach(lines::add);
        }
        return String.join("\n", lines);
    }

    private static String last(RepositoryReport.@Nullable LastCommit last) {
        if (last == null) {
            return "none yet";
        }
        return seven(last.commit()) + " (" + (last.version() == null ? last.title() : last.version()) + ")";
    }

    private String line(RepositoryReport.Committed one) {
        String numbers = one.bitrateMbps() == null
                ? one.rollbackOf() == null ? "no numbers" : "rolled back from " + one.rollbackOf()
                : mbps(one.bitrateMbps());
        return "• " + one.version() + ": " + numbers + " (" + ago(one.at()) + ")";
    }

    String run(RunStatus status) {
        if (status.run() == null) {
            return "No run was begun yet. Say \"resume\" to begin one.";
        }
        List<String> lines = new ArrayList<>();
        lines.add("Run: "
                + switch (status.activity()) {
                    case IDLE -> "idle";
                    case RUNNING -> "running";
                    case STOPPING -> "finishing what is under way";
                    case ELSEWHERE -> "running in another process";
                });
        lines.add("Candidates: " + status.decided() + " decided, " + status.adopted() + " adopted");
        lines.add("Champion: " + (status.champion() == null ? "none yet" : status.champion()));
        lines.add("Waiting to be published: " + status.pendingPublications());
        lines.add("Spent: " + dollars(status.spentMicrodollars())
                + (status.budgetMicrodollars() == null ? "" : " of " + dollars(status.budgetMicrodollars())));
        if (status.note() != null) {
            lines.add(status.note());
        }
        return String.join("\n", lines);
    }

    String evolutions(List<EvolutionLine> evolutions) {
        if (evolutions.isEmpty()) {
            return "No version was adopted yet.";
        }
        return evolutions.stream()
                .map(one -> "• " + one.version() + ": " + mbps(one.bitrateMbps()) + ", " + ratio(one.compressionRatio())
                        + " compression (" + ago(one.adoptedAt()) + ") - " + one.summary())
                .collect(Collectors.joining("\n", "Latest evolutions:\n", ""));
    }

    String details(EvolutionDetails details) {
        EvolutionLine one = details.evolution();
        List<String> lines = new ArrayList<>();
        lines.add(one.version() + ": " + one.summary());
        lines.add("• Bitrate: " + mbps(one.bitrateMbps()));
        lines.add("• Compression: " + ratio(one.compressionRatio()));
        if (one.bdRatePercent() != null) {
            lines.add(
                    String.format(Locale.ROOT, "• BD-rate: %+.1f %% against the version before", one.bdRatePercent()));
        }
        lines.add("• Proposed by: " + details.proposer());
        lines.add("• Adopted: " + ago(one.adoptedAt()));
        lines.add("• Commit: " + (one.commit() == null ? "not yet" : seven(one.commit())));
        if (one.url() != null) {
            lines.add("");
            lines.add("View commit: " + one.url());
        }
        return String.join("\n", lines);
    }

    /** What a push did. */
    public static String pushed(PushReport report) {
        CommitId tip = report.tip();
        return report.isNew() && tip != null
                ? "✅ Pushed: the remote branch '" + report.branch() + "' is at " + seven(tip)
                : "Nothing to push: the remote branch '" + report.branch() + "' has everything.";
    }

    static String pullRequest(PullRequestReport report) {
        return (report.isNew() ? "✅ Opened" : "There is") + " pull request #" + report.number() + " for "
                + report.version() + "\n\nView at: " + report.page();
    }

    /** What a rollback did. */
    public static String rolledBack(CommitReport report) {
        return report.isNew()
                ? "✅ Went back to " + report.version() + " with commit " + seven(report.commit()) + " on "
                        + place(report)
                : "Nothing to do: " + report.version() + " is the source on " + place(report) + " already.";
    }

    static String paused(RunStatus status) {
        return status.activity() == RunActivity.STOPPING
                ? "The run finishes what is under way, and rests then."
                : "The run is paused.";
    }

    static String resumed() {
        return "✅ The run goes on.";
    }

    static String refused(ToolRefusal refusal) {
        return refusal.message();
    }

    private static String files(CommitReport report) {
        return report.files().stream().map(RepositoryPath::value).collect(Collectors.joining(", "));
    }

    /** One decimal, as people say it; two where one would be too coarse. */
    private static String mbps(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.2f Mbps" : "%.1f Mbps", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.1fx", value);
    }

    private static String dollars(long microdollars) {
        return String.format(Locale.ROOT, "$%.2f", microdollars / 1e6);
    }

    /** As git abbreviates. */
    private static String seven(CommitId commit) {
        return commit.hex().substring(0, 7);
    }

    private String ago(Instant then) {
        Duration age = Duration.between(then, clock.instant());
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return counted(age.toMinutes(), "minute");
        }
        return age.toDays() < 1 ? counted(age.toHours(), "hour") : counted(age.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
