/** Version control with JGit: a bare repository of our own, commits made in core, pushes that are checked. */
@NullMarked
package io.evoforge.vcs.jgit;

import org.jspecify.annotations.NullMarked;
