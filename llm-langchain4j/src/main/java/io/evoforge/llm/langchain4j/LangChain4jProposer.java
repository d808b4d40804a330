package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final ModelSettings model;
    private final ModelKey key;
    private final CallListener listener;
    private final ModelRequest requests;
    private final Pause pause;

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
        this.model = model;
        this.key = key;
        this.listener = listener;
        this.pause = pause;
        this.requests = new ModelRequest(model, Exchange.client(), new HttpVerdict(clock));
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        Call call = new Call(request);
        try {
            return Optional.of(call.make());
        } catch (ModelFault e) {
            throw new ProposerException(e.reason(), message(e), e);
        }
    }

    private String message(ModelFault e) {
        String again = switch (e.reason()) {
            case RATE_LIMITED -> " It is asked again later; fewer calls at once may help.";
            case UNREACHABLE -> " It is asked again later.";
            case UNAUTHENTICATED, REFUSED, PROTOCOL, RECORDING -> "";
        };
        return "Model '" + model.name() + "' at " + model.baseUrl().getHost() + " cannot be asked: " + e.withAdvice()
                + again;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Counts the prompt at two bytes for a token, which is more than any tokenizer makes of source code, and all
     * continuations.
     */
    @Override
    public TokenUsage atMost(ProposalRequest request) {
        long turns = model.limits().continuations() + 1L;
        long output = model.limits().outputTokens() * turns;
        // continuation k is sent the prompt and k answers
        long input = TokenEstimate.atMost(request.prompt()) * turns
                + model.limits().outputTokens() * (turns * (turns - 1) / 2)
                + TokenEstimate.atMost(Continuation.REQUEST) * (turns - 1);
        return usage(input, output);
    }

    private TokenUsage usage(long input, long output) {
        ModelPrice price = model.price();
        return new TokenUsage(input, output, price == null ? 0 : price.microdollars(input, output));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String toString() {
        return "LangChain4jProposer[" + model.name() + "]";
    }

    /** One call under way. */
    private final class Call {
        private final ProposalRequest request;
        private final long startNanos = System.nanoTime();
        private final Deadline deadline = Deadline.in(model.limits().deadline());
        private int sent;
        private long inputTokens;
        private long outputTokens;
        private boolean estimated;

        Call(ProposalRequest request) {
            this.request = request;
        }

        ModelReply make() {
            String text = "";
            Ending ending = Ending.CUT_OFF;
            for (int turn = 0;
                    ending == Ending.CUT_OFF && turn <= model.limits().continuations();
                    turn++) {
                Answer answer = turn == 0 ? tried("") : continued(text);
                if (answer == null) {
                    break;
                }
                inputTokens += answer.inputTokens();
                outputTokens += answer.outputTokens();
                estimated |= answer.estimated();
                if (turn > 0 && answer.ending() != Ending.FINISHED && answer.ending() != Ending.CUT_OFF) {
                    break; // what there is remains a cut answer
                }
                text = turn == 0 ? answer.text() : Continuation.joined(text, answer.text());
                ending = answer.ending();
            }
            ModelReply reply = new ModelReply(text, model.name(), usage(inputTokens, outputTokens));
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            LOG.debug(
                    "Call {} of {}: {}, {} + {} tokens, {} requests, {} ms",
                    request.call(),
                    model.name(),
                    ending,
                    inputTokens,
                    outputTokens,
                    sent,
                    took.toMillis());
            tell(new ModelCall(request, reply, ending, sent, estimated, took));
            return reply;
        }

        private void tell(ModelCall call) {
            try {
                listener.answered(call);
            } catch (RuntimeException e) {
                LOG.error("Call {} of {} was answered, but a listener failed", request.call(), model.name(), e);
            }
        }

        /** The next piece of a cut answer; null if it cannot be had, since the first piece is paid for and not thrown away. */
        private @Nullable Answer continued(String text) {
            try {
                return tried(text);
            } catch (ModelFault e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn(
                        "Call {} of {}: its cut answer cannot be continued: {}",
                        request.call(),
                        model.name(),
                        e.getMessage());
                return null;
            }
        }

        private Answer tried(String sofar) {
            for (int number = 1; ; number++) {
                try {
                    sent++;
                    int characters = Math.max(1, model.limits().characters() - sofar.length());
                    return requests.send(
                            request.prompt(),
                            sofar,
                            ChatModels.keyNow(model, key),
                            request.seed(),
                            characters,
                            deadline);
                } catch (ModelFault e) {
                    if (!e.isPassing()
                            || number >= model.limits().tries()
                            || Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    await(e, number);
                }
            }
        }

        private void await(ModelFault fault, int number) {
            Duration own = FIRST_PAUSE.multipliedBy(1L << Math.min(number - 1, 10));
            Duration wait = fault.retryAfter() == null ? own : fault.retryAfter();
            boolean tooLong =
                    fault.retryAfter() != null && wait.compareTo(model.limits().longestPause()) > 0;
            if (tooLong || wait.compareTo(deadline.left()) >= 0) {
                throw fault;
            }
            LOG.info(
                    "Call {} of {}: {}; trying again in {} ms",
                    request.call(),
                    model.name(),
                    fault.getMessage(),
                    wait.toMillis());
            try {
                pause.of(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ModelFault.unreachable("the call was cancelled", e);
            }
        }
    }
}
