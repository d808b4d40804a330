/** The tools as a server of the Model Context Protocol, over standard input and output and over HTTP. */
@NullMarked
package io.evoforge.tools.mcp;

import org.jspecify.annotations.NullMarked;
