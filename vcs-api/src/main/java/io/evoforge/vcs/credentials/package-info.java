/** Sources of credentials that need nothing but the JDK: the environment, a file, a command, and several in a row. */
@NullMarked
package io.evoforge.vcs.credentials;

import org.jspecify.annotations.NullMarked;
