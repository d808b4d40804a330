package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;
import java.util.function.Function;

/** What {@link PullRequestDecisions#merge} did. All cases are normal. */
public sealed interface MergeOutcome {
    /** The base branch has it, as {@code commit}: by this call, or by one whose reply was lost. */
    record Merged(CommitId commit) implements MergeOutcome {}

    /** A branch moved at the same moment, or the host has not looked at the two yet; look again, then decide again. */
    record Moved(String message) implements MergeOutcome {}

    /** The host cannot put the two branches together; a person has to. */
    record Conflicting(String message) implements MergeOutcome {}

    /** A rule of the repository wants something first, such as a person's approval or a check. */
    record NotAllowedYet(String message) implements MergeOutcome {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Merged, T> merged,
            Function<Moved, T> moved,
            Function<Conflicting, T> conflicting,
            Function<NotAllowedYet, T> notAllowedYet) {
        if (this instanceof Merged m) {
            return merged.apply(m);
        }
        if (this instanceof Moved m) {
            return moved.apply(m);
        }
        if (this instanceof Conflicting c) {
            return conflicting.apply(c);
        }
        return notAllowedYet.apply((NotAllowedYet) this);
    }
}
