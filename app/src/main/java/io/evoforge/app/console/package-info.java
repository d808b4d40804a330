/** What a person at the terminal sees: lines, tables, a progress bar. */
@NullMarked
package io.evoforge.app.console;

import org.jspecify.annotations.NullMarked;
