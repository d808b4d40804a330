/** Keeps secrets out of what is printed and logged, as a second fence behind the types that do not print them. */
@NullMarked
package io.evoforge.app.logging;

import org.jspecify.annotations.NullMarked;
