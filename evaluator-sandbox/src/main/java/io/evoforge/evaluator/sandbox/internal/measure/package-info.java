/** How a candidate that may run is coded with, decoded, checked and measured. Not part of the module's API. */
@NullMarked
package io.evoforge.evaluator.sandbox.internal.measure;

import org.jspecify.annotations.NullMarked;
