/** The code that the documentation shows, compiled and run. */
@NullMarked
package io.evoforge.docs;

import org.jspecify.annotations.NullMarked;
