/** Guice modules, one for each adapter, and the one place that chooses among them. */
@NullMarked
package io.evoforge.app.wiring;

import org.jspecify.annotations.NullMarked;
