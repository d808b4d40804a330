/** Committing evolutions, whatever the technology below: the publisher, commit messages, the files of an evolution. */
@NullMarked
package io.evoforge.vcs;

import org.jspecify.annotations.NullMarked;
