/** Serves the tools to agents over HTTP on this machine. */
@NullMarked
package io.evoforge.app.mcp;

import org.jspecify.annotations.NullMarked;
