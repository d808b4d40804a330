/** The evoforge command: configuration, wiring with Guice, and the command line. Nothing else lives here. */
@NullMarked
package io.evoforge.app;

import org.jspecify.annotations.NullMarked;
