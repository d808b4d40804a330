/** The verbs of the command line. Here alone types become exit codes. */
@NullMarked
package io.evoforge.app.command;

import org.jspecify.annotations.NullMarked;
