package io.evoforge.tools.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.tools.CommitReport;
import io.evoforge.tools.RepositoryReport;
import io.evoforge.vcs.hosting.RequestBudget;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers of the specification's chat examples, letter by letter. */
class ChatTextsTest {
    private static final Instant NOW = Instant.parse("2025-10-16T23:45:12Z");
    private static final BranchName MAIN = new BranchName("main");
    private static final RepositoryPath SOURCE = new RepositoryPath("src/agents/evolved_codec.py");

    private final ChatTexts texts = new ChatTexts(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void the_latest_improvements_are_committed() {
        assertThat(texts.committed(committed(3, "abc123de", 2.1, 3.5, 12.0))).isEqualTo("""
                        ✅ Committed v3 to GitHub
                        Commit: abc123de
                        Files: src/agents/evolved_codec.py
                        Metrics: 2.1 Mbps, 3.5x compression

                        View at: https://github.com/user/AiV1/commit/abc123de""");
    }

    @Test
    void a_commit_is_told_in_detail() {
        assertThat(texts.committedInDetail(committed(6, "fed7890a", 1.5, 5.1, 16.2)))
                .isEqualTo("""
                        ✅ Committed v6 to GitHub

                        Details:
                        • Commit: fed7890
                        • Bitrate: 1.5 Mbps
                        • Compression: 5.1x
                        • Files: src/agents/evolved_codec.py

                        This is a 16% improvement over v5!

                        View commit: https://github.com/user/AiV1/commit/fed7890""");
    }

    @Test
    void the_status_of_the_repository() {
        CommitId last = commit("abc123de");
        RepositoryReport report = new RepositoryReport(
                MAIN,
                new RepositoryReport.LastCommit(last, "a title", new EvolutionVersion(5), NOW, null),
                42,
                3,
                0,
                List.of(),
                List.of(SOURCE),
                List.of(evolution(5, 1.8, 1), evolution(4, 2.0, 3), evolution(3, 2.1, 5)),
                null);

        assertThat(texts.status(report)).isEqualTo("""
                        Current status:
                        Branch: main
                        Last commit: abc123d (v5)
                        Total commits: 42
                        Uncommitted changes: No

                        Latest evolutions:
                        • v5: 1.8 Mbps (1 hour ago)
                        • v4: 2.0 Mbps (3 hours ago)
                        • v3: 2.1 Mbps (5 hours ago)""");
    }

    @Test
    void what_waits_is_an_uncommitted_change_with_its_reason() {
        RepositoryReport report = new RepositoryReport(
                MAIN,
                null,
                0,
                0,
                0,
                List.of(new RepositoryReport.Pending(new EvolutionVersion(2), "no connection", NOW)),
                List.of(SOURCE),
                List.of(),
                null);

        assertThat(texts.status(report)).isEqualTo("""
                        Current status:
                        Branch: main
                        Last commit: none yet
                        Total commits: 0
                        Uncommitted changes: Yes (v2)
                        • v2 waits: no connection""");
    }

    @Test
    void the_limits_of_the_host_are_told_with_the_status() {
        RequestBudget budget = new RequestBudget(
                12,
                1,
                List.of(new RequestBudget.Quota("core", 4987, 5000, NOW.plusSeconds(1800))),
                new RequestBudget.Writes(80, 80),
                new RequestBudget.Writes(120, 500),
                NOW.plusSeconds(43),
                NOW.plusSeconds(30));
        RepositoryReport report =
                new RepositoryReport(MAIN, null, 0, 0, 0, List.of(), List.of(SOURCE), List.of(), budget);

        assertThat(texts.status(report))
                .isEqualTo("""
                        Current status:
                        Branch: main
                        Last commit: none yet
                        Total commits: 0
                        Uncommitted changes: No
                        Requests left: 4987 of 5000 until %s (core)
                        Writes: 80 of 80 in the last minute, 120 of 500 in the last hour
                        The host asked for a rest until %s; nothing is sent before
                        The next write is planned for %s, in 43 s""".formatted(NOW.plusSeconds(1800), NOW.plusSeconds(30), NOW.plusSeconds(43)));
    }

    @Test
    void a_local_commit_is_not_said_to_be_on_github() {
        CommitReport local = new CommitReport(
                new EvolutionVersion(3),
                commit("abc123de"),
                MAIN,
                true,
                false,
                null,
                List.of(SOURCE),
                2.1,
                3.5,
                null,
                List.of());

        assertThat(texts.committed(local))
                .startsWith("✅ Committed v3 to the local branch 'main'")
                .doesNotContain("GitHub");
    }

    private static CommitReport committed(int version, String hex, double mbps, double ratio, double improvement) {
        return new CommitReport(
                new EvolutionVersion(version),
                commit(hex),
                MAIN,
                true,
                true,
                URI.create("https://github.com/user/AiV1/commit/" + commit(hex)),
                List.of(SOURCE),
                mbps,
                ratio,
                improvement,
                List.of());
    }

    private static RepositoryReport.Committed evolution(int version, double mbps, int hoursAgo) {
        return new RepositoryReport.Committed(
                new EvolutionVersion(version),
                commit("abc123de"),
                null,
                mbps,
                null,
                null,
                null,
                NOW.minusSeconds(3600L * hoursAgo));
    }

    private static CommitId commit(String beginning) {
        return new CommitId(beginning + "0".repeat(40 - beginning.length()));
    }
}
