/** The rule that decides whether a measured candidate is really better than the champion. */
@NullMarked
package io.evoforge.core.gate;

import org.jspecify.annotations.NullMarked;
