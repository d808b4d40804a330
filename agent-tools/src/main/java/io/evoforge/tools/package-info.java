/** What agents and people may do with Evoforge: one set of operations with typed results, whatever the way they come in. */
@NullMarked
package io.evoforge.tools;

import org.jspecify.annotations.NullMarked;
