/** How adopted versions reach a repository. */
@NullMarked
package io.evoforge.engine.publishing;

import org.jspecify.annotations.NullMarked;
