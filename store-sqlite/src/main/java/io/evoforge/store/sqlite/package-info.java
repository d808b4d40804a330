/** Keeps the events of a run in SQLite. */
@NullMarked
package io.evoforge.store.sqlite;

import org.jspecify.annotations.NullMarked;
