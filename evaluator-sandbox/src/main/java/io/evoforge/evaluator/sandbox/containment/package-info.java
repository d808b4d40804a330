/** How well candidates are held, as found by trying to get out. */
@NullMarked
package io.evoforge.evaluator.sandbox.containment;

import org.jspecify.annotations.NullMarked;
