/** What runs inside the box: it needs {@code java.base} and the codec seam, and trusts nobody with more than bytes. */
@NullMarked
package io.evoforge.evaluator.sandbox.worker;

import org.jspecify.annotations.NullMarked;
