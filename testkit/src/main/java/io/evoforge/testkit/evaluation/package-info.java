/** Evaluations to test with, and an evaluator that finds its results in the source. */
@NullMarked
package io.evoforge.testkit.evaluation;

import org.jspecify.annotations.NullMarked;
