/** Measures what a commit holds again and compares it with what the commit says. */
@NullMarked
package io.evoforge.app.verify;

import org.jspecify.annotations.NullMarked;
