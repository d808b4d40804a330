/** Codecs whose verdicts are known beforehand, to check an evaluator before money is spent on it. */
@NullMarked
package io.evoforge.evaluator.sandbox.canaries;

import org.jspecify.annotations.NullMarked;
