/** The port that asks a model for a new candidate. */
@NullMarked
package io.evoforge.core.proposal;

import org.jspecify.annotations.NullMarked;
