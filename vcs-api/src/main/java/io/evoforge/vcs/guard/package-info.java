/** What is checked before anything is written: paths, sizes, secrets and repository URLs. */
@NullMarked
package io.evoforge.vcs.guard;

import org.jspecify.annotations.NullMarked;
