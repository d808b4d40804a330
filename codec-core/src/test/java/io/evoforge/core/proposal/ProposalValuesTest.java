package io.evoforge.core.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.source.SourceCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalValuesTest {
    @Test
    void a_cost_is_never_negative() {
        assertThat(TokenUsage.NONE).isEqualTo(new TokenUsage(0, 0, 0));
        assertThatThrownBy(() -> new TokenUsage(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenUsage(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenUsage(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void costs_add_up() {
        assertThat(new TokenUsage(1, 2, 3).plus(new TokenUsage(10, 20, 30))).isEqualTo(new TokenUsage(11, 22, 33));
    }

    @Test
    void only_what_may_pass_by_itself_is_worth_another_try() {
        assertThat(ProposerException.Reason.values())
                .filteredOn(reason -> new ProposerException(reason, "m").isRetryable())
                .containsExactlyInAnyOrder(ProposerException.Reason.UNREACHABLE, ProposerException.Reason.RATE_LIMITED);
    }

    @Test
    void a_function_makes_a_proposer_that_costs_nothing() {
        ProposalRequest request = new ProposalRequest(1, 1, 0, 7, new SourceCode("class A {}"), "Improve it.");
        CandidateProposer agent = CandidateProposer.of(
                "my agent", asked -> asked.call() == 1 ? Optional.of("On '" + asked.prompt() + "'") : Optional.empty());

        assertThat(agent.propose(request)).contains(new ModelReply("On 'Improve it.'", "my agent", TokenUsage.NONE));
        assertThat(agent.propose(new ProposalRequest(2, 2, 0, 7, request.parent(), "Again.")))
                .isEmpty();
        assertThat(agent.atMost(request)).isEqualTo(TokenUsage.NONE);
        assertThat(agent.name()).isEqualTo("my agent");
        assertThatThrownBy(() -> CandidateProposer.of(" ", asked -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
