/** What a second model is asked about an adopted version, and what follows from its answer. */
@NullMarked
package io.evoforge.engine.review;

import org.jspecify.annotations.NullMarked;
