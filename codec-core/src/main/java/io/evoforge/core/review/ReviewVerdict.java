package io.evoforge.core.review;

/** What a reviewer would do with a change. An opinion, not a permission. */
public enum ReviewVerdict {
    /** Take it as it is. */
    APPROVE,
    /** Neither for nor against it. */
    COMMENT,
    /** Not take it as it is. */
    REQUEST_CHANGES
}
