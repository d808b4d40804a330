/** Proposers that need no model: one replays recorded answers, one mutates the source. */
@NullMarked
package io.evoforge.engine.proposer;

import org.jspecify.annotations.NullMarked;
