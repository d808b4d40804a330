/** The configuration: every key with its default, read from a file, the environment and flags, with all faults at once. */
@NullMarked
package io.evoforge.app.config;

import org.jspecify.annotations.NullMarked;
