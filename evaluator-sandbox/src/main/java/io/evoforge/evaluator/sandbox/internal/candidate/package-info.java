/** What a candidate passes before it runs: source policy, compiler, shape, bytecode. Not part of the module's API. */
@NullMarked
package io.evoforge.evaluator.sandbox.internal.candidate;

import org.jspecify.annotations.NullMarked;
