/** The contract of {@code EvolutionStore}, one in memory, and events to fill it with. */
@NullMarked
package io.evoforge.testkit.evolution;

import org.jspecify.annotations.NullMarked;
