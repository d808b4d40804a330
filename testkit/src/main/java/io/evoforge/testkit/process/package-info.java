/** Programs of others that tests compare with, and whether they are installed. */
@NullMarked
package io.evoforge.testkit.process;

import org.jspecify.annotations.NullMarked;
