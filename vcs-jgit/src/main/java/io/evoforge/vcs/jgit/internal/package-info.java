/** What works with JGit's types; loaded by a class loader of its own, so that JGit's static state is ours alone. */
@NullMarked
package io.evoforge.vcs.jgit.internal;

import org.jspecify.annotations.NullMarked;
