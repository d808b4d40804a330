/** A real browser for tests of pages. */
@NullMarked
package io.evoforge.testkit.browser;

import org.jspecify.annotations.NullMarked;
