/** The contract of {@code CandidateProposer}, and one that answers as it is told. */
@NullMarked
package io.evoforge.testkit.proposal;

import org.jspecify.annotations.NullMarked;
