package io.evoforge.core.review;

import io.evoforge.core.proposal.TokenUsage;

/**
 * Reviews the change of one version: a second model, asked as a colleague would be.
 *
 * <p>A review is an opinion. It gives nobody a right: whether a change is merged is decided by the configured policy
 * alone, which may ask for more than a review, never for less because of one. Implementations are safe for use by several
 * threads.
 */
public interface ChangeReviewer {
    /**
     * One review of one change. Nothing is kept: the same request may be asked, and paid, again.
     *
     * @throws ReviewerException if the model refused us, was out of reach, or gave no answer in the asked form
     */
    ReviewReply review(ReviewRequest request);

    /** The most that {@link #review} can cost for {@code request}, its repair turn included, as far as that is known. */
    TokenUsage atMost(ReviewRequest request);

    /** Who answers, for a person: the name of the model. */
    String name();
}
