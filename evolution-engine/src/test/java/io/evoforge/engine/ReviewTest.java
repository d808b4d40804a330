package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.review.ReviewerException;
import io.evoforge.core.review.ReviewerException.Reason;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.review.ObjectionPolicy;
import io.evoforge.engine.review.ReviewSettings;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reviewer is asked before a version is published, is paid once, and what it says has the configured consequence. */
class ReviewTest {
    private static final EvolutionVersion SECOND = new EvolutionVersion(2);
    private static final EvolutionVersion THIRD = new EvolutionVersion(3);

    private static RunOfEngine run(ScriptedReviewer reviewer, ObjectionPolicy policy, boolean required) {
        RunOfEngine run = new RunOfEngine(
                ScriptedProposer.of(Replies.file("bits=0.9"), Replies.file("bits=0.8"), Replies.file("bits=0.7")));
        run.review = settings(reviewer, policy, required);
        return run;
    }

    private static ReviewSettings settings(ScriptedReviewer reviewer, ObjectionPolicy policy, boolean required) {
        return new ReviewSettings(reviewer, policy, required, 3, ScriptedReviewer.PATH);
    }

    @Test
    void an_approved_version_is_published_and_the_review_is_kept_and_counted() {
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.APPROVE);
        RunOfEngine run = run(reviewer, ObjectionPolicy.HOLD, true);

        RunReport report = run.start(1);

        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, SECOND);
        assertThat(run.events(RunEvent.Reviewed.class)).singleElement().satisfies(event -> {
            assertThat(event.version()).isEqualTo(SECOND);
            assertThat(event.reply()).isEqualTo(ScriptedReviewer.reply(ReviewVerdict.APPROVE));
        });
        assertThat(report.progress().spent()).isEqualTo(ScriptedReviewer.PRICE);
        assertThat(report.progress().calls()).isEqualTo(1);
        assertThat(run.heard.lines()).containsSubsequence("adopted v2", "reviewed v2: APPROVE", "published v2");
    }

    @Test
    void a_reviewer_sees_the_change_and_the_training_figures_and_none_that_were_held_out() {
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.APPROVE);
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.9 heldOut=0.77")));
        run.review = settings(reviewer, ObjectionPolicy.HOLD, true);

        run.start(1);

        assertThat(reviewer.asked).singleElement().satisfies(request -> {
            assertThat(request.change()).isEqualTo("v2");
            assertThat(request.unifiedDiff())
                    .contains("@@ -1,5 +1,5 @@", "-    static final String MARKS = \"seed bits=1\"");
            assertThat(request.evidence()).contains("BD-rate against v1, mean: -10.00 %", "does not know: yes");
            assertThat(request.evidence()).doesNotContain("-23");
        });
    }

    @Test
    void an_objection_that_is_advice_is_on_record_and_stops_nothing() {
        RunOfEngine run = run(ScriptedReviewer.saying(ReviewVerdict.REQUEST_CHANGES), ObjectionPolicy.ADVISE, true);

        run.start(2);

        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, SECOND, THIRD);
        assertThat(run.events(RunEvent.Reviewed.class)).hasSize(2);
    }

    @Test
    void an_objection_that_holds_waits_for_a_person_who_then_decides() {
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.REQUEST_CHANGES);
        RunOfEngine run = run(reviewer, ObjectionPolicy.HOLD, true);

        RunReport held = run.start(1);
        RunReport again = run.start(1);

        assertThat(held.pending()).singleElement().satisfies(pending -> {
            assertThat(pending.version()).isEqualTo(SECOND);
            assertThat(pending.nextTry()).isNull();
            assertThat(pending.reason())
                    .contains("the review by reviewer asks for changes: It overflows (at)team.")
                    .contains("Loses the last block", "Line 4: int is too small")
                    .contains("go on with review.on-changes-requested 'advise'");
        });
        assertThat(again.pending()).hasSize(1);
        assertThat(run.events(RunEvent.PublicationDelayed.class)).hasSize(1);
        assertThat(run.remote).containsExactly(EvolutionVersion.SEED);

        run.review = settings(reviewer, ObjectionPolicy.ADVISE, true);
        run.start(1);

        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, SECOND);
        assertThat(reviewer.asked).hasSize(1);
    }

    @Test
    void an_objection_that_is_to_be_repaired_withdraws_the_version_before_anything_is_planned_on_it() {
        ScriptedReviewer reviewer = new ScriptedReviewer(request -> ScriptedReviewer.reply(
                request.unifiedDiff().contains("bits=0.9") ? ReviewVerdict.REQUEST_CHANGES : ReviewVerdict.APPROVE));
        RunOfEngine run = run(reviewer, ObjectionPolicy.REPAIR, true);

        RunReport report = run.start(2);

        assertThat(run.events(RunEvent.Withdrawn.class)).singleElement().satisfies(event -> {
            assertThat(event.version()).isEqualTo(SECOND);
            assertThat(event.champion()).isEqualTo(EvolutionVersion.SEED);
        });
        RunEvent.Planned second = run.events(RunEvent.Planned.class).toList().get(1);
        assertThat(second.parent()).isEqualTo(Replies.SEED);
        assertThat(second.prompt())
                .contains("withdrawn afterwards: the review by reviewer asks for changes: It overflows (at)team.")
                .contains("Line 4: int is too small");
        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.ADOPT);
        assertThat(report.champion())
                .satisfies(champion -> assertThat(champion.version()).isEqualTo(THIRD));
        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, THIRD);
    }

    @Test
    void an_objection_that_was_advice_and_is_to_be_repaired_now_takes_back_what_was_begun() {
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.REQUEST_CHANGES);
        RunOfEngine run = run(reviewer, ObjectionPolicy.ADVISE, true);
        run.settings = run.settings.withPatience(new Patience(
                new Pauses(Duration.ofMillis(1), Duration.ofMillis(2)),
                new Pauses(Duration.ofMillis(1), Duration.ofMillis(2)),
                3,
                Duration.ofMillis(200)));
        OpenedPublications host = new OpenedPublications();
        run.publications = host;
        run.start(1);

        run.review = settings(reviewer, ObjectionPolicy.REPAIR, true);
        host.outages = 1;
        RunReport report = run.start(1);

        assertThat(host.calls).startsWith("open v1", "open v2");
        assertThat(host.calls.stream().filter(call -> call.startsWith("close")))
                .containsExactly("close in vain v2", "close v2: the review by reviewer asks for changes");
        assertThat(run.events(RunEvent.Withdrawn.class))
                .extracting(RunEvent.Withdrawn::version)
                .containsExactly(SECOND);
        assertThat(report.pending()).isEmpty();
        assertThat(reviewer.asked).hasSize(1);
    }

    /** Takes the first version, and waits with the others for ever. */
    private static final class OpenedPublications implements Publications {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private int outages;

        @Override
        public Publication publish(Evolution evolution) {
            calls.add("open " + evolution.version());
            return evolution.isSeed()
                    ? new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()))
                    : new Publication.Waiting("a check runs", Duration.ofMillis(5));
        }

        @Override
        public Publication withdraw(Evolution evolution, String reason) {
            if (outages-- > 0) {
                calls.add("close in vain " + evolution.version());
                return new Publication.Delayed("out of reach");
            }
            calls.add("close " + evolution.version() + ": " + reason.substring(0, reason.indexOf(':')));
            return new Publication.Withdrawn(reason);
        }
    }

    @Test
    void the_first_version_that_falls_takes_those_built_on_it_along() {
        CountDownLatch twoAdopted = new CountDownLatch(1);
        ScriptedReviewer reviewer = new ScriptedReviewer(request -> {
            awaitQuietly(twoAdopted);
            return ScriptedReviewer.reply(ReviewVerdict.REQUEST_CHANGES);
        });
        RunOfEngine run = run(reviewer, ObjectionPolicy.HOLD, true);
        run.heard.andThen(line -> {
            if (line.equals("adopted v3")) {
                twoAdopted.countDown();
            }
        });
        run.start(2);

        run.review = settings(reviewer, ObjectionPolicy.REPAIR, true);
        RunReport report = run.start(2);

        assertThat(run.events(RunEvent.Withdrawn.class)).singleElement().satisfies(event -> {
            assertThat(event.version()).isEqualTo(SECOND);
            assertThat(event.descendants()).containsExactly(THIRD);
        });
        assertThat(report.pending()).isEmpty();
    }

    @Test
    void a_reviewer_that_is_out_of_reach_is_asked_a_few_times_and_then_the_version_waits_or_goes_on() {
        for (boolean required : new boolean[] {true, false}) {
            ScriptedReviewer reviewer = ScriptedReviewer.failing(Reason.UNREACHABLE, TokenUsage.NONE);
            RunOfEngine run = run(reviewer, ObjectionPolicy.REPAIR, required);

            RunReport report = run.start(1);

            assertThat(reviewer.asked).hasSize(3);
            assertThat(run.events(RunEvent.ReviewFailed.class))
                    .extracting(RunEvent.ReviewFailed::isLast)
                    .containsExactly(false, false, true);
            assertThat(run.heard.lines()).contains("not reviewed v2: the reviewer is ill");
            assertThat(run.remote.contains(SECOND)).isEqualTo(!required);
            if (required) {
                assertThat(report.pending())
                        .singleElement()
                        .satisfies(pending -> assertThat(pending.reason())
                                .startsWith("there is no review of v2: the reviewer is ill")
                                .contains("review.required"));
            }
        }
    }

    @Test
    void what_a_useless_answer_cost_is_counted_and_a_required_review_is_asked_for_again_by_the_next_start() {
        List<ReviewerException.Reason> faults = new ArrayList<>(List.of(Reason.UNUSABLE_ANSWER));
        ScriptedReviewer reviewer = new ScriptedReviewer(request -> {
            if (!faults.isEmpty()) {
                throw new ReviewerException(faults.remove(0), "prose twice", new TokenUsage(1, 2, 500), null);
            }
            return ScriptedReviewer.reply(ReviewVerdict.COMMENT);
        });
        RunOfEngine run = run(reviewer, ObjectionPolicy.HOLD, true);

        RunReport first = run.start(1);
        RunReport second = run.start(1);

        assertThat(first.progress().spent().microdollars()).isEqualTo(500);
        assertThat(first.pending()).hasSize(1);
        assertThat(second.progress().spent().microdollars()).isEqualTo(7_500);
        assertThat(second.pending()).isEmpty();
        assertThat(reviewer.asked).hasSize(2);
    }

    @Test
    void a_version_that_went_on_without_its_review_is_not_reviewed_by_the_next_start() {
        ScriptedReviewer reviewer = ScriptedReviewer.failing(Reason.REFUSED, TokenUsage.NONE);
        RunOfEngine run = run(reviewer, ObjectionPolicy.REPAIR, false);
        run.publications = evolution -> evolution.isSeed()
                ? new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()))
                : new Publication.Blocked("the disk is full");

        run.start(1);
        run.start(1);

        assertThat(reviewer.asked).hasSize(1);
    }

    @Test
    void without_the_money_for_a_review_nobody_is_asked() {
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.APPROVE);
        RunOfEngine run = run(reviewer, ObjectionPolicy.HOLD, true);

        RunReport report = run.start(RunLimits.ofCandidates(2).withMicrodollars(6_999));

        assertThat(reviewer.asked).isEmpty();
        assertThat(report.pending()).hasSize(2);
        assertThat(report.pending().get(0).reason()).contains("budget");
    }

    @Test
    void a_defect_of_the_reviewer_is_a_failed_review_and_not_the_end_of_the_run() {
        ScriptedReviewer reviewer = new ScriptedReviewer(request -> {
            throw new IllegalStateException("a defect");
        });
        RunOfEngine run = run(reviewer, ObjectionPolicy.REPAIR, false);

        run.start(2);

        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, SECOND, THIRD);
    }

    @Test
    void a_version_whose_publication_began_without_a_reviewer_goes_on_without_one() {
        AtomicInteger tries = new AtomicInteger();
        ScriptedReviewer reviewer = ScriptedReviewer.saying(ReviewVerdict.REQUEST_CHANGES);
        RunOfEngine run = run(reviewer, ObjectionPolicy.REPAIR, true);
        run.review = null;
        run.publications = evolution -> evolution.isSeed() || tries.incrementAndGet() > 1
                ? new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()))
                : new Publication.Blocked("its pull request waits");
        run.start(1);

        run.review = settings(reviewer, ObjectionPolicy.REPAIR, true);
        RunReport report = run.start(1);

        assertThat(report.pending()).isEmpty();
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void the_review_goes_along_with_its_version() {
        List<Optional<ReviewVerdict>> handedOn = new ArrayList<>();
        RunOfEngine run = run(ScriptedReviewer.saying(ReviewVerdict.COMMENT), ObjectionPolicy.HOLD, true);
        run.publications = new Publications() {
            @Override
            public Publication publish(Evolution evolution) {
                return publish(evolution, null);
            }

            @Override
            public Publication publish(Evolution evolution, @Nullable ReviewReply review) {
                handedOn.add(Optional.ofNullable(review).map(ReviewReply::verdict));
                return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
            }
        };

        run.start(1);

        assertThat(handedOn).containsExactly(Optional.empty(), Optional.of(ReviewVerdict.COMMENT));
    }

    @Test
    void a_journal_that_was_cut_anywhere_leads_to_the_same_end_and_no_stored_review_is_paid_again() {
        RunOfEngine whole = repairing(new ArrayList<>());
        whole.start(6);
        List<List<RunEvent>> appends = whole.disk.appends();
        assertThat(whole.events(RunEvent.Withdrawn.class)).isNotEmpty();

        for (int cut = 0; cut <= appends.size(); cut++) {
            List<String> asked = new ArrayList<>();
            RunOfEngine rest = repairing(asked);
            try (InMemoryEvolutionStore store = rest.disk.open()) {
                appends.subList(0, cut).forEach(store::append);
            }
            List<String> stored = rest.events(RunEvent.Reviewed.class)
                    .map(event -> event.version().toString())
                    .toList();

            rest.start(6);

            assertThat(asked).as("cut at %d", cut).noneMatch(stored::contains);
            assertThat(rest.decisions()).as("cut at %d", cut).isEqualTo(whole.decisions());
            assertThat(rest.prompts()).as("cut at %d", cut).isEqualTo(whole.prompts());
        }
    }

    /** Every second adoption is turned down, by its source and not by when it comes. */
    private static RunOfEngine repairing(List<String> asked) {
        RunOfEngine run = new RunOfEngine(new ScriptedProposer(
                "model",
                TokenUsage.NONE,
                request -> Optional.of(Replies.file("bits=" + (1 - request.candidate() / 10.0)))));
        ScriptedReviewer reviewer = new ScriptedReviewer(request -> {
            asked.add(request.change());
            boolean odd = request.unifiedDiff().contains("+    static final String MARKS = \"bits=0.9\"")
                    || request.unifiedDiff().contains("+    static final String MARKS = \"bits=0.7\"");
            return ScriptedReviewer.reply(odd ? ReviewVerdict.REQUEST_CHANGES : ReviewVerdict.APPROVE);
        });
        run.review = settings(reviewer, ObjectionPolicy.REPAIR, true);
        return run;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
