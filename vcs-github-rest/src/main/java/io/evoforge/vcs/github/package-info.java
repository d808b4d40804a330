/** Version control, pull requests and checks through GitHub's REST and GraphQL interfaces. */
@NullMarked
package io.evoforge.vcs.github;

import org.jspecify.annotations.NullMarked;
