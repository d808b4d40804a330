package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model of Anthropic, of OpenAI or what speaks like it, or of Ollama, through LangChain4j.
 *
 * <p>Answers are streamed and capped, a call has a deadline as a whole, and only faults that pass are tried again. An answer
 * that was cut at the length limit is asked to go on. What a model answered is returned, whatever it is: it may have cost
 * money, and a refusal or an empty answer is for the run to judge. Interrupting the calling thread ends a call at once.
 *
 * <p>Safe for use by several threads.
 */
public final class LangChain4jProposer implements CandidateProposer {
    private static final Logger LOG = LoggerFactory.getLogger(LangChain4jProposer.class);

    private final PatientModel model;
    private final CallListener listener;

    /**
     * A proposer that asks {@code model}.
     *
     * @param key asked before every call
     * @param listener told of every answer
     * @param clock for dates in answers; durations are measured on a clock of their own
     */
    public LangChain4jProposer(ModelSettings model, ModelKey key, CallListener listener, Clock clock) {
        this(model, key, listener, clock, Pause.SLEEP);
    }

    LangChain4jProposer(ModelSettings model, ModelKey key, CallListener listener, Clock clock, Pause pause) {
        this.model = new PatientModel(model, key, clock, pause);
        this.listener = listener;
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        try {
            Said said = model.ask("Call " + request.call(), request.prompt(), request.seed());
            ModelReply reply = new ModelReply(said.text(), name(), said.usage());
            tell(new ModelCall(request, reply, said.ending(), said.requests(), said.estimated(), said.took()));
            return Optional.of(reply);
        } catch (ModelFault e) {
            throw new ProposerException(e.reason(), model.message(e), e.retryAfter(), e);
        }
    }

    private void tell(ModelCall call) {
        try {
            listener.answered(call);
        } catch (RuntimeException e) {
            LOG.error(
                    "Call {} of {} was answered, but a listener failed",
                    call.request().call(),
                    name(),
                    e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Counts the prompt at two bytes for a token, which is more than any tokenizer makes of source code, and all
     * continuations.
     */
    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return model.atMost(request.prompt());
    }

    @Override
    public String name() {
        return model.settings().name();
    }

    @Override
    public String toString() {
        return "LangChain4jProposer[" + name() + "]";
    }
}
