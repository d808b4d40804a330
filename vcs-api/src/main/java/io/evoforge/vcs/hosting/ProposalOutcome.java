package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.Rejection;
import java.util.List;
import java.util.function.Function;

/** What {@link PullRequests#propose} did. All cases are normal. */
public sealed interface ProposalOutcome {
    /**
     * A new pull request is open.
     *
     * @param warnings what could not be done beside opening it, such as a reviewer the host did not take; each with the
     *     next step
     */
    record Opened(PullRequest pullRequest, List<String> warnings) implements ProposalOutcome {
        public Opened {
            warnings = List.copyOf(warnings);
        }
    }

    /** An open pull request for these branches was there already, from an earlier call or from somebody else. */
    record Adopted(PullRequest pullRequest, List<String> warnings) implements ProposalOutcome {
        public Adopted {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The base has everything that the head has, so there is nothing to review. After a restart this means that the pull
     * request was merged meanwhile.
     */
    record NothingToPropose() implements ProposalOutcome {}

    /** The host does not take it; the same call will not help. No pull request was opened. */
    record Rejected(Rejection rejection) implements ProposalOutcome {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Opened, T> opened,
            Function<Adopted, T> adopted,
            Function<NothingToPropose, T> nothing,
            Function<Rejected, T> rejected) {
        if (this instanceof Opened o) {
            return opened.apply(o);
        }
        if (this instanceof Adopted a) {
            return adopted.apply(a);
        }
        if (this instanceof NothingToPropose n) {
            return nothing.apply(n);
        }
        return rejected.apply((Rejected) this);
    }
}
