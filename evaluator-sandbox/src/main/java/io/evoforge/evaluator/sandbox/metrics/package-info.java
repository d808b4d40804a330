/** Metrics that a report shows beside those that decide. */
@NullMarked
package io.evoforge.evaluator.sandbox.metrics;

import org.jspecify.annotations.NullMarked;
