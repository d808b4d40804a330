package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.engine.prompt.PromptSettings;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** One of several proposers fails, or has no more to say: the others go on. */
class SeveralProposersTest {
    private final ScriptedProposer works = proposer("works", SeveralProposersTest::different);

    private static ScriptedProposer proposer(String name, Function<ProposalRequest, Optional<String>> script) {
        return new ScriptedProposer(name, TokenUsage.NONE, script);
    }

    private static Optional<String> different(ProposalRequest request) {
        return Optional.of(Replies.file("bits=1.1 note=of-candidate-" + request.candidate()));
    }

    private static ScriptedProposer withoutKey(String name) {
        return proposer(name, request -> {
            throw new ProposerException(Reason.UNAUTHENTICATED, "the key was not accepted.");
        });
    }

    @Test
    void one_whose_key_is_refused_is_set_aside_until_the_next_start() {
        ScriptedProposer withoutKey = withoutKey("no-key");
        RunOfEngine run = new RunOfEngine(withoutKey, works);

        RunReport report = run.start(6);

        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
        assertThat(run.verdicts()).hasSize(6).containsOnly(Verdict.REJECT);
        assertThat(withoutKey.requests()).hasSize(1);
        assertThat(run.heard.lines()).containsOnlyOnce("aside no-key: the key was not accepted.");

        run.start(8);

        assertThat(withoutKey.requests()).hasSize(2);
        assertThat(run.verdicts()).hasSize(8);
    }

    @Test
    void one_that_has_no_more_to_say_leaves_the_rest_to_the_others() {
        ScriptedProposer brief =
                proposer("brief", request -> request.candidate() == 1 ? different(request) : Optional.empty());
        RunOfEngine run = new RunOfEngine(brief, works);

        RunReport report = run.start(6);

        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
        assertThat(run.verdicts()).hasSize(6);
        assertThat(brief.requests()).hasSize(2);
        assertThat(run.heard.lines()).containsOnlyOnce("aside brief: it has no more to say");
    }

    @Test
    void one_whose_provider_is_down_for_a_while_is_asked_again_afterwards() {
        int[] failures = {3};
        ScriptedProposer down = proposer("down", request -> {
            if (failures[0]-- > 0) {
                throw new ProposerException(Reason.UNREACHABLE, "no connection.");
            }
            return different(request);
        });
        RunOfEngine run = new RunOfEngine(down, works);
        Pauses none = new Pauses(Duration.ZERO, Duration.ZERO);
        run.settings = run.settings.withPatience(new Patience(none, none, 3, Duration.ofSeconds(20)));

        run.start(6);

        assertThat(run.heard.lines()).containsOnlyOnce("aside down for a while: no connection.");
        assertThat(run.events(RunEvent.Replied.class).map(event -> event.reply().model()))
                .hasSize(6)
                .contains("down", "works");
    }

    @Test
    void one_that_is_to_be_left_alone_for_long_is_waited_for_if_it_is_the_only_one() {
        int[] refusals = {10};
        RunOfEngine run = new RunOfEngine(proposer("limited", request -> {
            if (refusals[0]-- > 0) {
                throw new ProposerException(
                        Reason.RATE_LIMITED, "too many tokens this hour.", Duration.ofMillis(5), null);
            }
            return different(request);
        }));

        run.start(2);

        assertThat(run.verdicts()).hasSize(2);
        assertThat(run.heard.lines()).contains("waiting: too many tokens this hour.");
    }

    @Test
    void a_repair_that_its_provider_refuses_costs_one_candidate() {
        RunOfEngine run = new RunOfEngine(proposer("short-window", request -> {
            if (request.attempt() > 0) {
                throw new ProposerException(Reason.REFUSED, "maximum context length exceeded.");
            }
            return request.candidate() == 1 ? Optional.of("prose") : different(request);
        }));

        RunReport report = run.start(3);

        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
        assertThat(run.decisions()).hasSize(3).first().asString().startsWith("1 REJECT no answer could be used.");
    }

    @Test
    void a_prompt_that_was_too_long_is_asked_shorter_once_prompts_have_to_be() {
        int[] longest = {Integer.MAX_VALUE};
        RunOfEngine run = new RunOfEngine(proposer("short-window", request -> {
            if (request.prompt().length() > longest[0]) {
                throw new ProposerException(Reason.REFUSED, "maximum context length exceeded.");
            }
            return different(request);
        }));
        run.start(1);
        longest[0] = run.prompts().get(0).length() + 1000;
        assertThatExceptionOfType(ProposerException.class).isThrownBy(() -> run.start(40));
        int decided = run.verdicts().size();
        run.settings = run.settings.withPrompt(PromptSettings.DEFAULT.withTokens(longest[0] / 4));

        RunReport report = run.start(40);

        assertThat(decided).isBetween(2, 39);
        assertThat(run.verdicts()).hasSize(40);
        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
    }

    @Test
    void the_last_one_that_fails_ends_the_run_with_its_words() {
        RunOfEngine run = new RunOfEngine(withoutKey("no-key"), withoutKey("another"));

        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() -> run.start(6))
                .withMessage("the key was not accepted.");
    }

    @Test
    void an_answer_that_somebody_who_left_could_not_mend_is_decided_without_it() {
        ScriptedProposer left = proposer("left", request -> {
            if (request.attempt() == 0) {
                return Optional.of("prose");
            }
            throw new ProposerException(Reason.UNAUTHENTICATED, "the key was not accepted.");
        });
        RunOfEngine run = new RunOfEngine(left);
        assertThatExceptionOfType(ProposerException.class).isThrownBy(() -> run.start(3));
        run.proposers = List.of(works);

        RunReport report = run.start(3);

        assertThat(run.decisions()).hasSize(3).first().asString().startsWith("1 REJECT no answer could be used.");
        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
    }
}
