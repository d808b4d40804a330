package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EvolutionEngineTest {
    @Test
    void a_first_run_measures_the_seed_on_both_groups_and_adopts_and_publishes_it_as_version_1() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of());

        RunReport report = run.start(0);

        assertThat(run.marks.calls())
                .containsExactly(
                        new MarkedSourceEvaluator.Call(Replies.SEED, SequenceGroup.TRAINING),
                        new MarkedSourceEvaluator.Call(Replies.SEED, SequenceGroup.HELD_OUT));
        Evolution seed =
                run.events(RunEvent.Adopted.class).findFirst().orElseThrow().evolution();
        assertThat(seed.isSeed()).isTrue();
        assertThat(seed.version()).isEqualTo(EvolutionVersion.SEED);
        assertThat(seed.id()).isEqualTo(EvolutionId.of("test-run", EvolutionVersion.SEED, Replies.SEED.sha256()));
        assertThat(run.remote).containsExactly(EvolutionVersion.SEED);
        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
        assertThat(report.champion()).isEqualTo(seed);
        assertThat(report.pending()).isEmpty();
        assertThat(run.heard.lines()).containsExactly("adopted v1", "published v1");
    }

    @Test
    void each_candidate_is_decided_by_the_gate_and_every_adoption_is_published_in_order() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=0.8"),
                Replies.file("bits=0.9"),
                Replies.edit("bits=0.8", "bits=0.6"),
                Replies.file("refuse=COMPILE note=missing semicolon"),
                Replies.file("bits=0.5 heldOut=0.9"),
                Replies.file("bits=0.5 heldOutRefuse=DECODE"),
                Replies.file("bits=0.5 shift=40")));

        RunReport report = run.start(7);

        assertThat(run.decisions())
                .containsExactly(
                        "1 ADOPT BD-rate -20.00 % on the training sequences, -20.00 % on the held-out ones",
                        "2 REJECT BD-rate +12.50 % in the mean, needed at most -1.00 %",
                        "3 ADOPT BD-rate -25.00 % on the training sequences, -25.00 % on the held-out ones",
                        "4 REJECT refused at stage compile: refused on the TRAINING sequences, as the source asks for",
                        "5 REJECT BD-rate -16.67 % on the training sequences, but on the held-out ones BD-rate +50.00 %"
                                + " in the mean, needed at most -1.00 %",
                        "6 REJECT BD-rate -16.67 % on the training sequences, but on the held-out ones it was refused at"
                                + " stage decode: refused on the HELD_OUT sequences, as the source asks for",
                        "7 INDECISIVE the two share less than 3.0 dB of PSNR-Y on sequence 'street', too little to compare"
                                + " them; keep the PSNR of each quality setting near the champion's");
        assertThat(run.remote)
                .containsExactly(new EvolutionVersion(1), new EvolutionVersion(2), new EvolutionVersion(3));
        assertThat(report.progress().adopted()).isEqualTo(2);
        Evolution third = run.events(RunEvent.Adopted.class)
                .skip(2)
                .findFirst()
                .orElseThrow()
                .evolution();
        assertThat(third.source().text()).isEqualTo(Replies.source("bits=0.6"));
        assertThat(third.summary()).isEqualTo("Edit to bits=0.6");
        assertThat(third.evidence().candidate()).isEqualTo(3);
        assertThat(third.evidence().seed()).isEqualTo(42);
        assertThat(third.evidence().heldOutComparison()).isNotNull();
    }

    @Test
    void held_out_sequences_are_measured_only_for_what_is_better_and_never_reach_a_prompt() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=1.5"),
                Replies.file("bits=0.5 heldOut=2"),
                Replies.file("bits=0.4 heldOutRefuse=ENCODE"),
                Replies.file("bits=0.9")));

        run.start(4);

        assertThat(run.marks.calls().stream().filter(call -> call.group() == SequenceGroup.HELD_OUT))
                .hasSize(4);
        assertThat(run.prompts())
                .hasSize(4)
                .allSatisfy(prompt -> assertThat(prompt)
                        .doesNotContainIgnoringCase("held-out")
                        .doesNotContain("secret-", "HELD_OUT", "+100.00 %"));
        assertThat(run.prompts().get(2)).contains("not confirmed on others: it does not generalise");
    }

    @Test
    void a_reply_is_stored_before_anything_follows_from_it_and_an_unusable_one_gets_one_repair_turn() {
        ScriptedProposer proposer =
                ScriptedProposer.of("Sorry, no.", Replies.file("bits=0.8"), "Still no.", "No again.");
        RunOfEngine run = new RunOfEngine(proposer);

        run.start(2);

        assertThat(run.disk.events().stream()
                        .filter(event -> !(event instanceof RunEvent.Published))
                        .skip(4)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly(
                        "Planned",
                        "Replied",
                        "Unusable",
                        "Replied",
                        "Evaluated",
                        "Evaluated",
                        "Decided",
                        "Adopted",
                        "Planned",
                        "Replied",
                        "Unusable",
                        "Replied",
                        "Unusable",
                        "Decided");
        assertThat(proposer.requests().get(1).attempt()).isEqualTo(1);
        assertThat(proposer.requests().get(1).prompt())
                .contains("Sorry, no.")
                .contains("The answer is prose: it has neither");
        assertThat(run.decisions().get(1)).startsWith("2 REJECT no answer could be used. The answer is prose");
    }

    @Test
    void twenty_unmatched_edits_and_twenty_pieces_of_prose_cost_forty_repair_turns_and_no_evaluation() {
        ScriptedProposer proposer = new ScriptedProposer(
                "useless",
                TokenUsage.NONE,
                request -> Optional.of(
                        request.candidate() <= 20
                                ? Replies.edit("nowhere", "bits=0.1") + request.call()
                                : "I would rather talk about the weather, " + request.call()));
        RunOfEngine run = new RunOfEngine(proposer);

        run.start(40);

        assertThat(run.marks.calls()).hasSize(2).allMatch(call -> call.source().equals(Replies.SEED));
        assertThat(proposer.requests().stream().filter(request -> request.attempt() == 1))
                .hasSize(40);
        assertThat(run.verdicts()).hasSize(40).containsOnly(Verdict.REJECT);
    }

    @Test
    void the_same_program_is_never_evaluated_twice_whatever_its_comments() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=1.2"),
                "Again\n```java\n// now with a comment\n" + Replies.source("bits=1.2") + "```\n",
                Replies.file("bits=0.8"),
                Replies.file("seed bits=1")));

        run.start(4);

        assertThat(run.marks.calls()).hasSize(5);
        assertThat(run.decisions())
                .contains(
                        "2 REJECT the same program as candidate 1, so it was not evaluated again",
                        "4 REJECT the same program as the source that the run began with, so it was not evaluated again");
    }

    @Test
    void a_run_that_is_taken_up_again_asks_and_evaluates_nothing_twice_and_ends_like_one_that_was_not() {
        String[] replies = {
            Replies.file("bits=0.9"),
            "prose",
            Replies.file("bits=0.7"),
            Replies.file("bits=0.95"),
            Replies.file("bits=0.5")
        };
        RunOfEngine whole = new RunOfEngine(ScriptedProposer.of(replies));
        whole.start(4);
        RunOfEngine pieces = new RunOfEngine(ScriptedProposer.of(replies));

        for (int candidates = 0; candidates <= 4; candidates++) {
            pieces.start(candidates);
            pieces.start(candidates);
        }

        assertThat(pieces.decisions()).isEqualTo(whole.decisions());
        assertThat(pieces.marks.calls()).isEqualTo(whole.marks.calls());
        assertThat(pieces.events(RunEvent.Replied.class).map(RunEvent.Replied::call))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(pieces.remote).isEqualTo(whole.remote);
    }

    @Test
    void a_recording_that_ends_ends_the_run() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.9"), "prose"));

        RunReport report = run.start(100);

        assertThat(report.end()).isEqualTo(RunReport.End.PROPOSER_EXHAUSTED);
        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.REJECT);
        assertThat(report.progress().decided()).isEqualTo(2);
    }

    @Test
    void a_seed_that_is_refused_ends_the_run_with_the_reason() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of());
        run.settings = EngineSettings.of("test-run", 1, RunOrigin.seed(new SourceCode("class A {} // refuse=SHAPE")));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> run.start(3))
                .withMessageContaining("refused by the evaluator at stage SHAPE")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.CHAMPION_REFUSED));
        assertThat(run.remote).isEmpty();
    }

    @Test
    void a_seed_that_was_refused_ends_also_the_next_start_with_the_reason_and_asks_nobody() {
        ScriptedProposer proposer = ScriptedProposer.of(Replies.file("bits=0.8"));
        RunOfEngine run = new RunOfEngine(proposer);
        run.settings = EngineSettings.of("test-run", 1, RunOrigin.seed(new SourceCode("class A {} // refuse=SHAPE")));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> run.start(3));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> run.start(3))
                .withMessageContaining("refused by the evaluator at stage SHAPE")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.CHAMPION_REFUSED));
        assertThat(proposer.requests()).isEmpty();
    }

    @Test
    void a_seed_that_was_refused_is_tried_again_by_the_next_start() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8")));
        SourceCode slow = new SourceCode("class A {} // refuse=ENCODE");
        // too slow for limits that were corrected since
        run.evaluator = new ScriptedEvaluator(run.marks.identity(), (source, group) -> run.marks.evaluate(slow, group));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> run.start(1));
        run.evaluator = run.marks;

        run.start(1);

        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT);
    }

    @Test
    void a_report_about_other_sequences_costs_its_candidate_and_not_the_run() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=0.7 other-training"),
                Replies.file("bits=0.8 other-held-out"),
                Replies.file("bits=0.9")));
        run.evaluator = new ScriptedEvaluator(run.marks.identity(), (source, group) -> {
            boolean other =
                    source.text().contains(group == SequenceGroup.TRAINING ? "other-training" : "other-held-out");
            EvaluationOutcome outcome = run.marks.evaluate(source, group);
            return other ? outcome.match(EvolutionEngineTest::ofAnotherSequence, refused -> refused) : outcome;
        });

        run.start(3);

        assertThat(run.verdicts()).containsExactly(Verdict.REJECT, Verdict.REJECT, Verdict.ADOPT);
        assertThat(run.decisions().subList(0, 2))
                .allMatch(decision -> decision.contains("measured on other sequences than the champion"));
    }

    private static EvaluationOutcome ofAnotherSequence(EvaluationOutcome.Measured measured) {
        Evaluation evaluation = measured.evaluation();
        SequenceEvaluation first = evaluation.sequences().get(0);
        SequenceInfo info = first.sequence();
        SequenceInfo other =
                new SequenceInfo("zzz", info.width(), info.height(), info.frames(), info.frameRate(), info.sha256());
        return new EvaluationOutcome.Measured(new Evaluation(
                evaluation.evaluator(), evaluation.group(), List.of(new SequenceEvaluation(other, first.points()))));
    }

    @Test
    @Timeout(30)
    void an_evaluation_that_waits_for_another_try_and_is_not_wanted_any_more_does_not_keep_the_run_from_ending() {
        CountDownLatch failed = new CountDownLatch(1);
        RunOfEngine run = new RunOfEngine(new ScriptedProposer("model", TokenUsage.NONE, request -> {
            if (request.candidate() == 1) {
                awaitQuietly(failed); // then this is the first with the program, and the other a repetition of it
                return Optional.of(Replies.file("bits=0.9").replace("package codec;", "package codec; // first"));
            }
            return Optional.of(Replies.file("bits=0.9"));
        }));
        run.settings = run.settings
                .withConcurrency(new Concurrency(2, 2, 2))
                .withPatience(new Patience(
                        new Pauses(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                        new Pauses(Duration.ofMillis(1), Duration.ofMillis(2)),
                        3,
                        Duration.ofSeconds(20)));
        run.evaluator = new ScriptedEvaluator(run.marks.identity(), (source, group) -> {
            if (source.text().equals(Replies.source("bits=0.9"))) {
                failed.countDown();
                throw new EvaluatorException(EvaluatorException.Reason.RESOURCES, "no memory", null);
            }
            return run.marks.evaluate(source, group);
        });

        run.start(2);

        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.REJECT);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_run_may_begin_with_what_the_repository_has() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8")));
        CommitId commit = new CommitId("c".repeat(40));
        run.settings = new EngineSettings(
                "second-run",
                7,
                RunOrigin.published(Replies.SEED, new EvolutionVersion(7), commit),
                run.settings.strategy(),
                run.settings.prompt(),
                run.settings.concurrency(),
                run.settings.patience());

        RunReport report = run.start(1);

        assertThat(run.remote).containsExactly(new EvolutionVersion(8));
        assertThat(run.events(RunEvent.Published.class)
                        .findFirst()
                        .orElseThrow()
                        .commit())
                .isEqualTo(commit);
        assertThat(report.progress().champion()).isEqualTo(new EvolutionVersion(8));
    }

    @Test
    void a_proposer_that_fails_for_a_while_is_asked_again_with_the_same_request() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedProposer proposer = new ScriptedProposer("moody", TokenUsage.NONE, request -> {
            if (calls.incrementAndGet() <= 2) {
                throw new ProposerException(ProposerException.Reason.RATE_LIMITED, "slow down");
            }
            return Optional.of(Replies.file("bits=0.8"));
        });
        RunOfEngine run = new RunOfEngine(proposer);

        run.start(1);

        assertThat(run.heard.lines()).contains("waiting: slow down");
        assertThat(proposer.requests()).hasSize(3).allMatch(proposer.requests().get(0)::equals);
        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT);
    }

    @Test
    void a_proposer_that_refuses_us_ends_the_run_with_its_message_and_the_next_start_goes_on() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedProposer proposer = new ScriptedProposer("locked", TokenUsage.NONE, request -> {
            if (calls.incrementAndGet() == 2) {
                throw new ProposerException(ProposerException.Reason.UNAUTHENTICATED, "no key; set one");
            }
            return Optional.of(Replies.file("bits=" + (1 - request.candidate() / 10.0)));
        });
        RunOfEngine run = new RunOfEngine(proposer);

        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() -> run.start(3))
                .withMessage("no key; set one");
        assertThat(run.remote).hasSize(2);
        run.start(3);

        assertThat(run.remote).hasSize(4);
        assertThat(run.verdicts()).containsOnly(Verdict.ADOPT).hasSize(3);
    }

    @Test
    void an_evaluator_that_fails_for_a_while_is_tried_again_and_the_candidate_is_not_blamed() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8")));
        AtomicInteger calls = new AtomicInteger();
        run.evaluator = new FailingEvaluator(run.marks, () -> {
            if (calls.incrementAndGet() % 2 == 1) {
                throw new EvaluatorException(EvaluatorException.Reason.RESOURCES, "no memory");
            }
        });

        run.start(1);

        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT);
        assertThat(run.heard.lines()).contains("waiting: no memory");
    }

    @Test
    void an_evaluator_that_fails_for_good_ends_the_run() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8")));
        run.evaluator = new FailingEvaluator(run.marks, () -> {
            throw new EvaluatorException(EvaluatorException.Reason.VIDEO, "the clip is gone");
        });

        assertThatExceptionOfType(EvaluatorException.class)
                .isThrownBy(() -> run.start(1))
                .withMessage("the clip is gone");
    }

    @Test
    void a_listener_that_throws_changes_nothing() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8")));
        run.heard.andThen(line -> {
            throw new IllegalStateException("listener");
        });

        run.start(1);

        assertThat(run.remote).hasSize(2);
    }

    @Test
    void two_proposers_of_one_name_are_refused() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(), ScriptedProposer.of());
        run.proposers = List.of(ScriptedProposer.of(), ScriptedProposer.of());

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> run.start(1))
                .withMessageContaining("each with a name of its own");
    }
}
