package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.ChangeReviewer;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewRequest;
import io.evoforge.core.review.ReviewerException;
import java.time.Clock;

/**
 * Has a change reviewed by a model of Anthropic, of OpenAI or what speaks like it, or of Ollama, through LangChain4j.
 *
 * <p>The model is asked for one JSON object and nothing else; an answer in another form gets one repair turn. Calls are made
 * as {@link LangChain4jProposer} makes them. Texts of the reply are the model's and untrusted. Safe for use by several
 * threads.
 */
public final class LangChain4jReviewer implements ChangeReviewer {
    /** More than any review in the asked form takes; longer answers are cut off while they come. */
    private static final int LONGEST_ANSWER = 200_000;

    /** Of the chance in an answer: the same change is to get the same review, where a provider can do that. */
    private static final long SEED = 1;

    private final PatientModel model;

    /**
     * A reviewer that asks {@code model}.
     *
     * @param key asked before every call
     * @param clock for dates in answers; durations are measured on a clock of their own
     */
    public LangChain4jReviewer(ModelSettings model, ModelKey key, Clock clock) {
        this(model, key, clock, Pause.SLEEP);
    }

    LangChain4jReviewer(ModelSettings model, ModelKey key, Clock clock, Pause pause) {
        this.model = new PatientModel(bounded(model), key, clock, pause);
    }

    private static ModelSettings bounded(ModelSettings model) {
        CallLimits limits = model.limits();
        return model.withLimits(new CallLimits(
                limits.outputTokens(),
                limits.continuations(),
                Math.min(limits.characters(), LONGEST_ANSWER),
                limits.deadline(),
                limits.tries(),
                limits.longestPause()));
    }

    @Override
    public ReviewReply review(ReviewRequest request) {
        NumberedDiff diff = NumberedDiff.of(request.unifiedDiff());
        String prompt = ReviewPrompt.of(request, diff);
        Said first = asked(request, prompt, TokenUsage.NONE);
        String fault;
        try {
            return reply(form(first, request, diff), first.usage());
        } catch (UnusableReviewException e) {
            fault = String.valueOf(e.getMessage());
        }
        Said second = asked(request, ReviewPrompt.repair(prompt, first.text(), fault), first.usage());
        TokenUsage spent = first.usage().plus(second.usage());
        try {
            return reply(form(second, request, diff), spent);
        } catch (UnusableReviewException e) {
            throw new ReviewerException(
                    ReviewerException.Reason.UNUSABLE_ANSWER,
                    "Model '" + name() + "' reviewed " + request.change() + ", but twice not in the asked form: "
                            + e.getMessage() + " Choose another model for reviews, or do without them.",
                    spent,
                    null);
        }
    }

    private static ReviewForm form(Said said, ReviewRequest request, NumberedDiff diff) throws UnusableReviewException {
        return switch (said.ending()) {
            case FINISHED -> ReviewForm.read(said.text(), request.path(), diff.lines());
            case CUT_OFF, TOO_LONG -> throw new UnusableReviewException("it was too long and was cut off.");
            case REFUSED -> throw new UnusableReviewException("it declined to answer.");
            case TOOL_CALL -> throw new UnusableReviewException("it called a tool, and there is none.");
            case EMPTY -> throw new UnusableReviewException("it was empty.");
        };
    }

    private ReviewReply reply(ReviewForm form, TokenUsage usage) {
        return new ReviewReply(form.summary(), form.risks(), form.verdict(), form.comments(), name(), usage);
    }

    private Said asked(ReviewRequest request, String prompt, TokenUsage spent) {
        try {
            return model.ask("Review of " + request.change(), prompt, SEED);
        } catch (ModelFault e) {
            throw new ReviewerException(reason(e.reason()), model.message(e), spent, e);
        } catch (ProposerException e) { // the key cannot be read
            throw new ReviewerException(reason(e.reason()), String.valueOf(e.getMessage()), spent, e);
        }
    }

    private static ReviewerException.Reason reason(ProposerException.Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> ReviewerException.Reason.UNREACHABLE;
            case RATE_LIMITED -> ReviewerException.Reason.RATE_LIMITED;
            case UNAUTHENTICATED -> ReviewerException.Reason.UNAUTHENTICATED;
            case REFUSED -> ReviewerException.Reason.REFUSED;
            case PROTOCOL, RECORDING -> ReviewerException.Reason.PROTOCOL;
        };
    }

    @Override
    public TokenUsage atMost(ReviewRequest request) {
        String prompt = ReviewPrompt.of(request, NumberedDiff.of(request.unifiedDiff()));
        String longest = ReviewPrompt.repair(prompt, "\uFFFF".repeat(ReviewPrompt.LONGEST_EXCERPT), " ".repeat(200));
        return model.atMost(prompt).plus(model.atMost(longest));
    }

    @Override
    public String name() {
        return model.settings().name();
    }

    @Override
    public String toString() {
        return "LangChain4jReviewer[" + name() + "]";
    }
}
