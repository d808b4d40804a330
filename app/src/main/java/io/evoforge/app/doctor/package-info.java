/** Looks at everything a run needs, before it costs time or money. */
@NullMarked
package io.evoforge.app.doctor;

import org.jspecify.annotations.NullMarked;
