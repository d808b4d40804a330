/** The demo: a recorded model, a local remote, and the seed codec, so that the whole story runs offline. */
@NullMarked
package io.evoforge.app.demo;

import org.jspecify.annotations.NullMarked;
