/** From which source the next candidate is to be developed, and what becomes of those that were measured. */
@NullMarked
package io.evoforge.engine.search;

import org.jspecify.annotations.NullMarked;
