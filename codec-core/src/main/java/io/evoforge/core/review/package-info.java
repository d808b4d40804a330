/** The port that asks a second model to review a change before people do. */
@NullMarked
package io.evoforge.core.review;

import org.jspecify.annotations.NullMarked;
