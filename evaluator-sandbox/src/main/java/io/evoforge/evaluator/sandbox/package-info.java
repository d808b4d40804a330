/** Measures a candidate: compiles it, runs it in a box, and computes every metric from the bytes it returned. */
@NullMarked
package io.evoforge.evaluator.sandbox;

import org.jspecify.annotations.NullMarked;
