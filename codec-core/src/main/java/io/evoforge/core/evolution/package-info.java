/** Adopted versions with their evidence, the events of a run, and the port that keeps them. */
@NullMarked
package io.evoforge.core.evolution;

import org.jspecify.annotations.NullMarked;
