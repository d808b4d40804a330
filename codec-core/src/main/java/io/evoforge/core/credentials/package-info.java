/** The port that knows the credentials of the remote repository, and the type of a secret. */
@NullMarked
package io.evoforge.core.credentials;

import org.jspecify.annotations.NullMarked;
