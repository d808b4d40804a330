/** The text of commits: how it is written, how it is read back, and how a model's words are made harmless in it. */
@NullMarked
package io.evoforge.vcs.message;

import org.jspecify.annotations.NullMarked;
