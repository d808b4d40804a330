/** A run as the page shows it, folded from its events. */
@NullMarked
package io.evoforge.dashboard.model;

import org.jspecify.annotations.NullMarked;
