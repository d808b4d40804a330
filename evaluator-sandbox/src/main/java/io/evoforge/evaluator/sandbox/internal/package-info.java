/** What the parts of the evaluator share. Not part of the module's API. */
@NullMarked
package io.evoforge.evaluator.sandbox.internal;

import org.jspecify.annotations.NullMarked;
