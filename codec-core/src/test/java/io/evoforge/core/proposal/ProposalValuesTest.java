package io.evoforge.core.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
