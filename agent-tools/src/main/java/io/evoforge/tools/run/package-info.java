/** A run seen from outside: what its journal says, and how it is started and stopped. */
@NullMarked
package io.evoforge.tools.run;

import org.jspecify.annotations.NullMarked;
