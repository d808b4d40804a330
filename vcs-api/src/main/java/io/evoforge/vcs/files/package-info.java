/** The files of an evolution: source, metrics, log and changelog, made from what the branch already holds. */
@NullMarked
package io.evoforge.vcs.files;

import org.jspecify.annotations.NullMarked;
