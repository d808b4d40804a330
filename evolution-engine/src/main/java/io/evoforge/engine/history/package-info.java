/** What people and agents ask about a run, folded from its events. */
@NullMarked
package io.evoforge.engine.history;

import org.jspecify.annotations.NullMarked;
