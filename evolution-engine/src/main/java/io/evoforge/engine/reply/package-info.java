/** Turns what a model answered into a source, or says exactly why it cannot. */
@NullMarked
package io.evoforge.engine.reply;

import org.jspecify.annotations.NullMarked;
