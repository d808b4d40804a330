package io.evoforge.testkit.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link CandidateProposer} promises, so that they can be exchanged by configuration. */
public abstract class CandidateProposerContract {
    private static final SourceCode PARENT = new SourceCode("""
            public final class Codec {
                static final int STEP = 16;
                static final double LIMIT = 0.75;

                int quantised(int value) {
                    return value / STEP + (value >> 3);
                }
            }
            """);

    /** A proposer that has at least one answer. */
    protected abstract CandidateProposer proposer();

    /** The source that the requests of this contract ask to improve. */
    protected SourceCode parent() {
        return PARENT;
    }

    @Test
    void a_request_is_answered_with_a_text_and_the_name_of_who_answered() {
        CandidateProposer proposer = proposer();

        Optional<ModelReply> reply = proposer.propose(request(1, 1));

        assertThat(reply).isPresent();
        assertThat(reply.orElseThrow().text()).isNotBlank();
        assertThat(reply.orElseThrow().model()).isNotBlank();
        assertThat(proposer.name()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void an_answer_costs_no_more_than_was_announced() {
        CandidateProposer proposer = proposer();
        ProposalRequest request = request(1, 1);

        TokenUsage announced = proposer.atMost(request);
        TokenUsage paid = proposer.propose(request).orElseThrow().usage();

        assertThat(paid.microdollars()).isLessThanOrEqualTo(announced.microdollars());
        assertThat(paid.inputTokens()).isLessThanOrEqualTo(announced.inputTokens());
        assertThat(paid.outputTokens()).isLessThanOrEqualTo(announced.outputTokens());
    }

    @Test
    void two_threads_may_ask_at_once() {
        CandidateProposer proposer = proposer();

        Set<String> texts = Stream.of(1, 2)
                .map(thread -> CompletableFuture.supplyAsync(
                        () -> proposer.propose(request(1, 1)).orElseThrow().text()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.toSet());

        assertThat(texts).isNotEmpty().noneMatch(String::isBlank);
    }

    /** A request for call {@code call} and a seed. */
    protected final ProposalRequest request(long call, long seed) {
        return new ProposalRequest(call, call, 0, seed, parent(), "Improve this:\n" + parent().text());
    }
}
