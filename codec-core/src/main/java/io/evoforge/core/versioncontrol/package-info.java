/** The port to the history that adopted versions are recorded in, and its vocabulary. */
@NullMarked
package io.evoforge.core.versioncontrol;

import org.jspecify.annotations.NullMarked;
