/** The loop that improves a codec: propose, evaluate, gate, adopt, publish. */
@NullMarked
package io.evoforge.engine;

import org.jspecify.annotations.NullMarked;
