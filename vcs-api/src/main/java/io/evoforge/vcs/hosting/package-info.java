/** Ports to what only some hosts of repositories can do: pull requests and checks. */
@NullMarked
package io.evoforge.vcs.hosting;

import org.jspecify.annotations.NullMarked;
