package io.evoforge.tools;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.tools.run.RunActivity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentToolsTest {
    private static final Evolution V1 = evolution(1).bits(1).build();
    private static final Evolution V2 = evolution(2).build();
    private static final Evolution V3 = evolution(3).bits(0.5).build();

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void what_waits_is_committed_and_pushed_in_order_and_once() {
        bench.adopted(1, V1, V2, V3);

        CommitReport first = done(bench.tools().commitAndPush());
        CommitReport second = done(bench.tools().commitAndPush());

        assertThat(first.version()).isEqualTo(V3.version());
        assertThat(first.isNew()).isTrue();
        assertThat(first.pushed()).isTrue();
        assertThat(first.alsoPublished()).containsExactly(V2.version());
        assertThat(first.url()).hasToString("https://github.com/user/AiV1/commit/" + first.commit());
        assertThat(bench.remote().tip(Bench.MAIN)).contains(first.commit());
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(3);
        assertThat(second.isNew()).isFalse();
        assertThat(second.commit()).isEqualTo(first.commit());
        assertThat(done(bench.tools().repositoryStatus()).pending()).isEmpty();
    }

    @Test
    void a_commit_without_a_push_stays_here_until_it_is_pushed() {
        bench.adopted(1, V1, V2);

        CommitReport committed = done(bench.tools().commit());
        RepositoryReport between = done(bench.tools().repositoryStatus());
        PushReport pushed = done(bench.tools().push());

        assertThat(committed.pushed()).isFalse();
        assertThat(between.unpushedCommits()).isEqualTo(1);
        assertThat(between.pending())
                .extracting(RepositoryReport.Pending::version)
                .containsExactly(V2.version());
        assertThat(pushed.isNew()).isTrue();
        assertThat(bench.remote().tip(Bench.MAIN)).contains(committed.commit());
    }

    @Test
    void what_the_remote_does_not_take_is_told_and_not_lost() {
        bench.adopted(1, V1, V2);
        bench.remote()
                .rejectPushes(Bench.MAIN, new Rejection(Rejection.Reason.PROTECTED_BRANCH, "'main' is protected."));

        ToolRefusal refusal = refused(bench.tools().commitAndPush());

        assertThat(refusal.reason()).isEqualTo(ToolRefusal.Reason.FORBIDDEN);
        assertThat(refusal.message()).contains("'main' is protected.");
        assertThat(done(bench.tools().repositoryStatus()).hasUncommittedChanges())
                .isTrue();
    }

    @Test
    void a_remote_out_of_reach_is_unavailable() {
        bench.adopted(1, V1, V2);
        bench.remote().setReachable(false);

        ToolRefusal refusal = refused(bench.tools().commitAndPush());

        assertThat(refusal.reason()).isEqualTo(ToolRefusal.Reason.UNAVAILABLE);
    }

    @Test
    void what_a_rule_of_ours_forbids_is_not_published() {
        bench.adopted(1, V1, V2);
        bench.forbidPublishing("measured below full containment");

        ToolRefusal pushed = refused(bench.tools().commitAndPush());
        ToolRefusal committed = refused(bench.tools().commit());

        assertThat(List.of(pushed, committed))
                .containsOnly(new ToolRefusal(ToolRefusal.Reason.FORBIDDEN, "measured below full containment"));
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
    }

    @Test
    void without_a_run_there_is_nothing_to_commit() {
        ToolRefusal refusal = refused(bench.tools().commitAndPush());

        assertThat(refusal.reason()).isEqualTo(ToolRefusal.Reason.NOTHING_TO_DO);
        assertThat(bench.remote().tip(Bench.MAIN)).isEmpty();
    }

    @Test
    void going_back_is_a_new_commit() {
        bench.adopted(3, V1, V2, V3);

        CommitReport report = done(bench.tools().rollback(V2.version(), "v3 flickers"));

        assertThat(report.isNew()).isTrue();
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(4);
        assertThat(bench.remote().files(Bench.MAIN).values())
                .anySatisfy(content ->
                        assertThat(content.asText()).contains(V2.source().text()));
    }

    @Test
    void a_better_candidate_is_adopted_and_published() {
        ProposalReport report = done(bench.tools().propose(Bench.codec(0.8, "// better"), "Codes a fifth less"));

        assertThat(report.verdict()).isEqualTo(Verdict.ADOPT);
        assertThat(report.bdRatePercent()).isBetween(-20.01, -19.99);
        assertThat(report.adoptedAs()).isEqualTo(new EvolutionVersion(2));
        assertThat(bench.remote().tip(Bench.MAIN)).contains(report.commit());
        assertThat(done(bench.tools().latestEvolutions(1)).get(0).summary()).isEqualTo("Codes a fifth less");
        assertThat(bench.control().activity()).isEqualTo(RunActivity.IDLE);
    }

    @Test
    void a_candidate_that_fails_where_nobody_looks_is_rejected_without_saying_by_how_much() {
        SourceCode overfitted = Bench.codec(0.8, "// heldOut=1.37");

        ProposalReport report = done(bench.tools().propose(overfitted, "Knows the clips"));

        assertThat(report.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(report.adoptedAs()).isNull();
        assertThat(report.reason())
                .contains("not confirmed")
                .doesNotContain("37")
                .doesNotContain("secret");
    }

    @Test
    void a_fence_in_a_source_does_not_end_it() {
        SourceCode fenced = Bench.codec(0.8, "/*\n```\n*/");

        ProposalReport report = done(bench.tools().propose(fenced, "Documents itself"));

        assertThat(report.verdict()).isEqualTo(Verdict.ADOPT);
        assertThat(done(bench.tools().showEvolution(new EvolutionVersion(2))).source())
                .isEqualTo(fenced);
    }

    @Test
    void measuring_keeps_nothing() {
        bench.adopted(1, V1);

        MeasurementReport better = done(bench.tools().evaluate(Bench.codec(0.8, "")));
        MeasurementReport broken = done(bench.tools().evaluate(new SourceCode("refuse=COMPILE note=; expected")));

        assertThat(better.betterThanChampion()).isTrue();
        assertThat(better.bdRatePercent()).isBetween(-20.01, -19.99);
        assertThat(broken.measured()).isFalse();
        assertThat(broken.stage()).isEqualTo(Refusal.Stage.COMPILE);
        assertThat(done(bench.tools().latestEvolutions(10))).hasSize(1);
        assertThat(bench.evaluator().calls())
                .extracting(call -> call.group().name())
                .containsOnly("TRAINING");
    }

    @Test
    void a_right_that_is_not_given_is_refused_before_anything_happens() {
        bench.adopted(1, V1, V2);
        AgentTools reader = bench.tools(EnumSet.of(ToolRight.READ));

        List<ToolResult<?>> results = List.of(
                reader.commit(),
                reader.commitAndPush(),
                reader.push(),
                reader.openPullRequest(),
                reader.rollback(V1.version(), "because"),
                reader.pause(),
                reader.resume(),
                reader.evaluate(Bench.codec(1, "")),
                reader.propose(Bench.codec(1, ""), "a change"));

        assertThat(results)
                .allSatisfy(result -> assertThat(refused(result).reason()).isEqualTo(ToolRefusal.Reason.NOT_ALLOWED));
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
        assertThat(bench.evaluator().calls()).isEmpty();
        assertThat(refused(bench.tools(Set.of()).repositoryStatus()).reason())
                .isEqualTo(ToolRefusal.Reason.NOT_ALLOWED);
    }

    @Test
    void a_pull_request_needs_a_host_that_has_them() {
        bench.adopted(1, V1);

        ToolRefusal refusal = refused(bench.tools().openPullRequest());

        assertThat(refusal.reason()).isEqualTo(ToolRefusal.Reason.NOT_CONFIGURED);
        assertThat(refusal.message()).contains("pull-request");
    }

    @Test
    void a_run_works_in_the_background_until_its_limit() throws InterruptedException {
        RunStatus started = done(bench.tools().resume());
        RunStatus ended = untilIdle();

        assertThat(started.candidateLimit()).isEqualTo(2);
        assertThat(ended.decided()).isEqualTo(2);
        assertThat(ended.champion()).isEqualTo(new EvolutionVersion(3));
        assertThat(ended.spentMicrodollars()).isEqualTo(1000);
        assertThat(ended.note()).isEqualTo("The run came to its number of candidates.");
        assertThat(refused(bench.tools().pause()).reason()).isEqualTo(ToolRefusal.Reason.NOTHING_TO_DO);
    }

    private RunStatus untilIdle() throws InterruptedException {
        bench.control().awaitIdle();
        return done(bench.tools().runStatus());
    }

    @Test
    void what_is_not_there_is_not_found() {
        bench.adopted(1, V1);

        assertThat(refused(bench.tools().showEvolution(new EvolutionVersion(9))).reason())
                .isEqualTo(ToolRefusal.Reason.NOT_FOUND);
        assertThat(refused(bench.tools().rollback(new EvolutionVersion(9), "why not"))
                        .reason())
                .isEqualTo(ToolRefusal.Reason.NOT_FOUND);
        assertThat(refused(bench.tools().latestEvolutions(0)).reason()).isEqualTo(ToolRefusal.Reason.INVALID_ARGUMENT);
    }

    private static <T> T done(ToolResult<T> result) {
        assertThat(result.whyNot()).isEmpty();
        return result.answer().orElseThrow();
    }

    private static ToolRefusal refused(ToolResult<?> result) {
        assertThat(result.answer()).isEmpty();
        return result.whyNot().orElseThrow();
    }
}
