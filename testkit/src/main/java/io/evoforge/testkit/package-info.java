/** Contract tests for the ports, in-memory implementations that pass them, and fixtures for tests. */
@NullMarked
package io.evoforge.testkit;

import org.jspecify.annotations.NullMarked;
