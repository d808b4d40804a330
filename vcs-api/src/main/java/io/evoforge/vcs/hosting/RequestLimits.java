package io.evoforge.vcs.hosting;

/** How much may still be asked of the host. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface RequestLimits {
    /** What is used up and what is left, as far as it is known now. Asks nobody and waits for nothing. */
    RequestBudget budget();
}
