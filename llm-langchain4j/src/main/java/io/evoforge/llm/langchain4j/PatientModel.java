package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model, asked with patience: faults that pass are tried again, an answer that was cut at the length limit is asked to
 * go on, and all of that has one deadline. Interrupting the calling thread ends a call at once. Safe for use by several
 * threads.
 */
final class PatientModel {
    private static final Logger LOG = LoggerFactory.getLogger(PatientModel.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final ModelSettings model;
    private final ModelKey key;
    private final ModelRequest requests;
    private final Pause pause;

    PatientModel(ModelSettings model, ModelKey key, Clock clock, Pause pause) {
        this.model = model;
        this.key = key;
        this.pause = pause;
        this.requests = new ModelRequest(model, Exchange.client(), new HttpVerdict(clock));
    }

    ModelSettings settings() {
        return model;
    }

    /**
     * The whole answer to {@code prompt}.
     *
     * @param what names the call in the log
     * @throws ModelFault if there is none
     */
    Said ask(String what, String prompt, long seed) {
        return new Call(what, prompt, seed).make();
    }

    /** The most that {@link #ask} can cost, at two bytes for a token, which is more than any tokenizer makes of code. */
    TokenUsage atMost(String prompt) {
        return atMost(TokenEstimate.atMost(prompt));
    }

    /** As above, for a prompt of so many tokens. */
    TokenUsage atMost(long promptTokens) {
        long turns = model.limits().continuations() + 1L;
        long output = model.limits().outputTokens() * turns;
        // continuation k is sent the prompt and k answers
        long input = promptTokens * turns
                + model.limits().outputTokens() * (turns * (turns - 1) / 2)
                + TokenEstimate.atMost(Continuation.REQUEST) * (turns - 1);
        return usage(input, output);
    }

    private TokenUsage usage(long input, long output) {
        ModelPrice price = model.price();
        return new TokenUsage(input, output, price == null ? 0 : price.microdollars(input, output));
    }

    /** What happened and what a person can do about it, with the model's name in front. */
    String message(ModelFault e) {
        String again = switch (e.reason()) {
            case RATE_LIMITED -> " It is asked again later; fewer calls at once may help.";
            case UNREACHABLE -> " It is asked again later.";
            case UNAUTHENTICATED, REFUSED, PROTOCOL, RECORDING -> "";
        };
        return "Model '" + model.name() + "' at " + model.baseUrl().getHost() + " cannot be asked: " + e.withAdvice()
                + again;
    }

    /** One call under way. */
    private final class Call {
        private final String what;
        private final String prompt;
        private final long seed;
        private final long startNanos = System.nanoTime();
        private final Deadline deadline = Deadline.in(model.limits().deadline());
        private int sent;
        private long inputTokens;
        private long outputTokens;
        private boolean estimated;

        Call(String what, String prompt, long seed) {
            this.what = what;
            this.prompt = prompt;
            this.seed = seed;
        }

        Said make() {
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
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            LOG.debug(
                    "{} of {}: {}, {} + {} tokens, {} requests, {} ms",
                    what,
                    model.name(),
                    ending,
                    inputTokens,
                    outputTokens,
                    sent,
                    took.toMillis());
            return new Said(text, ending, usage(inputTokens, outputTokens), sent, estimated, took);
        }

        /** The next piece of a cut answer; null if it cannot be had, since the first piece is paid for and not thrown away. */
        private @Nullable Answer continued(String text) {
            try {
                return tried(text);
            } catch (ModelFault e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("{} of {}: its cut answer cannot be continued: {}", what, model.name(), e.getMessage());
                return null;
            }
        }

        private Answer tried(String sofar) {
            for (int number = 1; ; number++) {
                try {
                    sent++;
                    int characters = Math.max(1, model.limits().characters() - sofar.length());
                    return requests.send(prompt, sofar, ChatModels.keyNow(model, key), seed, characters, deadline);
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
            LOG.info("{} of {}: {}; trying again in {} ms", what, model.name(), fault.getMessage(), wait.toMillis());
            try {
                pause.of(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ModelFault.unreachable("the call was cancelled", e);
            }
        }
    }
}
