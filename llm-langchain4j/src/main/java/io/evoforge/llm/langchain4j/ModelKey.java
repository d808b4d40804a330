package io.evoforge.llm.langchain4j;

import io.evoforge.core.credentials.Secret;
import java.util.Optional;

/**
 * Knows the key of a model. It is asked for every call, so that a key that was replaced is taken up without a restart, and
 * no copy outlives the call. Safe for use by several threads.
 */
@FunctionalInterface
public interface ModelKey {
    /** No key: for a server that asks for none. */
    ModelKey NONE = Optional::empty;

    /** The key as it is now; empty if there is none. */
    Optional<Secret> find();
}
