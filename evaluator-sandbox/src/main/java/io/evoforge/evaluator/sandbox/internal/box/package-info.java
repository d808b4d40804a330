/** The box a candidate runs in: how it is started, contained, talked to and ended. Not part of the module's API. */
@NullMarked
package io.evoforge.evaluator.sandbox.internal.box;

import org.jspecify.annotations.NullMarked;
