/** The port that measures a candidate, and what it answers. */
@NullMarked
package io.evoforge.core.evaluation;

import org.jspecify.annotations.NullMarked;
