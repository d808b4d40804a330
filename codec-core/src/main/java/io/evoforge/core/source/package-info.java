/** The text of a candidate, and the hash it is known by. */
@NullMarked
package io.evoforge.core.source;

import org.jspecify.annotations.NullMarked;
