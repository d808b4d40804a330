package io.evoforge.engine.publishing;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.function.Supplier;

/** What a failed try means for the run. */
final class Failures {
    private Failures() {}

    /**
     * What {@code attempt} gives. A refusal that may pass without us, be it a lost connection or credentials that somebody
     * still has to provide, is a delay; what can never work waits for a person.
     */
    static Publication told(Supplier<Publication> attempt) {
        try {
            return attempt.get();
        } catch (VersionControlException e) {
            return e.reason() == VersionControlException.Reason.UNSUPPORTED
                    ? new Publication.Blocked(message(e))
                    : new Publication.Delayed(message(e));
        } catch (CredentialException e) {
            return new Publication.Delayed(message(e));
        }
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
