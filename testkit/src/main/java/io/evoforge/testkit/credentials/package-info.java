/** What every source of credentials promises, and one in memory that keeps the promises. */
@NullMarked
package io.evoforge.testkit.credentials;

import org.jspecify.annotations.NullMarked;
