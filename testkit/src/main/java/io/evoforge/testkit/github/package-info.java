/** A simulated GitHub: its REST and GraphQL interfaces in front of a real bare repository, with faults on order. */
@NullMarked
package io.evoforge.testkit.github;

import org.jspecify.annotations.NullMarked;
