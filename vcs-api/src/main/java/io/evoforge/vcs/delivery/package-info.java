/** Brings versions through pull requests and checks, step by step, from whatever the host says is the case. */
@NullMarked
package io.evoforge.vcs.delivery;

import org.jspecify.annotations.NullMarked;
