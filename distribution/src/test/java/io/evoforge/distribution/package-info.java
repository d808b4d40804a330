/** Tries the finished archive as somebody who has only that. */
@NullMarked
package io.evoforge.distribution;

import org.jspecify.annotations.NullMarked;
