/** What proposers are told: templates in readable files, filled from what a run knows. Never a held-out result. */
@NullMarked
package io.evoforge.engine.prompt;

import org.jspecify.annotations.NullMarked;
