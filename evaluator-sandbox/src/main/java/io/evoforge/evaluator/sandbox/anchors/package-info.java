/** Established codecs, measured on the same sequences, to say how far an evolved one has come. */
@NullMarked
package io.evoforge.evaluator.sandbox.anchors;

import org.jspecify.annotations.NullMarked;
